declare module 'split-sms' {
  export interface SplitPart {
    readonly content: string
    readonly length: number
    readonly bytes: number
  }
  export interface SplitResult {
    readonly characterSet: 'GSM' | 'Unicode'
    readonly parts: readonly SplitPart[]
    readonly remainingInPart: number
  }
  export function split(message: string): SplitResult
}
