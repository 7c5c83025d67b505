/** One measured number, the bar it is held to, and a peer measured in the same run. */
export interface BenchRow {
  readonly name: string
  readonly value: number
  readonly unit: string
  /** The bar in words, as the design states it; empty where there is none. */
  readonly bar: string
  /** Null where there is no bar to hold it to. */
  readonly ok: boolean | null
  readonly peer?: { readonly name: string; readonly value: number }
  /** What every repetition gave, where the best of several is told. */
  readonly runs?: readonly number[]
}

/** A row whose value may be at most `most`, in the unit of both. */
export const atMost = (name: string, value: number, unit: string, most: number): BenchRow => ({
  name,
  value: round(value),
  unit,
  bar: `≤ ${most} ${unit}`,
  ok: value <= most,
})

/** A row that is told and held to nothing. */
export const told = (name: string, value: number, unit: string): BenchRow => ({
  name,
  value: round(value),
  unit,
  bar: '',
  ok: null,
})

/** A row that is at least `times` its peer. */
export const againstPeer = (
  name: string,
  value: number,
  unit: string,
  times: number,
  peer: { readonly name: string; readonly value: number },
): BenchRow => ({
  name,
  value: round(value),
  unit,
  bar: `≥ ${times}× of ${peer.name}`,
  ok: value >= times * peer.value,
  peer: { name: peer.name, value: round(peer.value) },
})

/** Three figures that mean something; whole numbers from 100 on. */
export const round = (value: number): number =>
  Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3))

const merit = (row: BenchRow): number => {
  if (row.peer !== undefined) return row.value / row.peer.value
  return row.unit === '/s' ? row.value : -row.value
}

/**
 * One run of several, row by row, each with what all runs gave. A busy machine can only make a run worse, so the best
 * is taken; where a peer was measured beside, both were disturbed, so it is the run whose ratio is in the middle.
 */
export const bestOf = (runs: readonly (readonly BenchRow[])[]): BenchRow[] => {
  const [first = []] = runs
  return first.map((row, index) => {
    const same = runs.flatMap((run) => run[index] ?? [])
    const sorted = same.toSorted((a, b) => merit(b) - merit(a))
    const taken = row.peer === undefined ? sorted[0] : sorted[Math.floor(sorted.length / 2)]
    return { ...(taken ?? row), runs: same.map((one) => one.value) }
  })
}

/** A row as a line for a person. */
export const rowLine = (row: BenchRow): string => {
  const mark = row.ok === null ? '    ' : row.ok ? ' ok ' : 'MISS'
  const peer = row.peer === undefined ? '' : `  (${row.peer.name}: ${row.peer.value})`
  const runs = row.runs === undefined ? '' : `  [${row.runs.join(', ')}]`
  return `${mark} ${String(row.value).padStart(9)} ${row.unit.padEnd(10)} ${row.name}  ${row.bar}${peer}${runs}`
}
