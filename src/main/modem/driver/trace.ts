import type { Clock } from '../../app/ports/clock.ts'
import type { TraceForm, TraceLine } from '../../app/ports/modem.ts'
import { createMask } from '../at/mask.ts'

export interface TraceRing {
  /** `> ` or `< ` and the line. */
  add(line: string): void
  lines(form: TraceForm): readonly TraceLine[]
  listen(form: TraceForm, listener: (line: TraceLine) => void): () => void
}

const LIMIT = 2_000
/** A PDU with its text is at most 400 digits. */
const LINE_LIMIT = 600

/** The newest lines to and from the modem, each kept whole and masked: what a mask needs to know is gone later. */
export function createTraceRing(clock: Clock): TraceRing {
  const kept: Record<TraceForm, TraceLine>[] = []
  const listeners = new Set<readonly [TraceForm, (line: TraceLine) => void]>()
  const mask = createMask()
  let number = 0
  return {
    add(line) {
      number += 1
      const direction = line.startsWith('>') ? 'to-modem' : 'from-modem'
      const text = line.slice(2, 2 + LINE_LIMIT)
      const whole: TraceLine = { number, at: clock.now(), direction, text }
      const entry = { whole, masked: { ...whole, text: mask(direction, text) } }
      kept.push(entry)
      if (kept.length > LIMIT) kept.shift()
      for (const [form, listener] of listeners) listener(entry[form])
    },
    lines: (form) => kept.map((entry) => entry[form]),
    listen(form, listener) {
      const entry = [form, listener] as const
      listeners.add(entry)
      return () => listeners.delete(entry)
    },
  }
}
