/** Joins the lines of a quoted text that a modem cut at its line ends: `+CUSD: 0,"Balance` … `12.50",15`. */
export interface QuotedLines {
  /** The whole line once it is complete, null while more of it is to come. */
  take(line: string): string | null
}

const OPENS = /^\+CUSD:/
const ENDS = /"\s*(?:,\s*\d{1,3}\s*)?$/
/** A USSD text has at most 182 characters (3GPP TS 23.038, 5); a quote lost on the way must not swallow answers. */
const MAX_LINES = 24
const MAX_LENGTH = 900

export function createQuotedLines(): QuotedLines {
  let open: string[] = []
  const close = (): string => {
    const whole = open.join('\n')
    open = []
    return whole
  }
  return {
    take(line) {
      if (open.length === 0) {
        if (!OPENS.test(line) || line.split('"').length % 2 === 1) return line
        open = [line]
        return null
      }
      open.push(line)
      const length = open.reduce((sum, piece) => sum + piece.length, 0)
      return ENDS.test(line) || open.length >= MAX_LINES || length > MAX_LENGTH ? close() : null
    },
  }
}
