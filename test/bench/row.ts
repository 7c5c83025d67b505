/** One measured number, the bar it is held to, and a peer measured in the same run. */
export interface BenchRow {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** The bar in words, as the design states it. */
  readonly bar: string
  readonly peer?: { readonly name: string; readonly value: number }
}
