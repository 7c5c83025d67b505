import { z } from 'zod'

const times = z.number().int().positive().nullable().default(1)
const command = z.string().nullable().default(null)
const wait_ms = z.number().int().min(0).max(86_400_000)

/**
 * What can go wrong, as data. `times` is how often it strikes before it is spent, null for ever; `command` is the
 * AT command it strikes (`+CMGS`), null for any.
 */
export const faultSchema = z.discriminatedUnion('kind', [
  /** The modem thinks before it carries out a command. */
  z.object({ kind: z.literal('latency'), command, delay_ms: wait_ms, times: times.default(null) }),
  /** The network takes its time over each part. */
  z.object({ kind: z.literal('submit-latency'), delay_ms: wait_ms, times: times.default(null) }),
  /** No answer. For a submit `when` says whether the network had taken the part. `thenHang` adds a hang. */
  z.object({
    kind: z.literal('drop-answer'),
    command,
    when: z.enum(['before', 'after']).default('after'),
    thenHang: z.boolean().default(false),
    times,
  }),
  /** The answer comes, but later; the network took the part at once. */
  z.object({ kind: z.literal('late-answer'), command, delay_ms: wait_ms, times }),
  /** Deaf and dumb until cleared, reset by its button or unplugged. */
  z.object({ kind: z.literal('hang') }),
  /** These bytes come before the next answer. */
  z.object({
    kind: z.literal('garbage'),
    command,
    hex: z.string().regex(/^(?:[0-9a-fA-F]{2}){1,2048}$/),
    times,
  }),
  /** `AT+CMGS` is met with silence. */
  z.object({ kind: z.literal('no-prompt'), times }),
  /** A prompt that is not the standard's `CR LF > SP`: a bare `>`, or `>` and a new line (SIM7670). */
  z.object({ kind: z.literal('prompt-shape'), shape: z.enum(['no-space', 'own-line']) }),
  /** Every byte leaves alone, `gap_ms` apart. */
  z.object({ kind: z.literal('byte-by-byte'), gap_ms: wait_ms.default(0) }),
  /** Unsolicited lines do not wait for the running command to end. */
  z.object({ kind: z.literal('interleaved-urcs') }),
  /** The stick restarts by itself at a submit, before or after the network took the part. */
  z.object({ kind: z.literal('reset-at-submit'), when: z.enum(['before', 'after']), times }),
  /** The stick is pulled at a submit, before or after the network took the part; null = until plugged by hand. */
  z.object({
    kind: z.literal('unplug-at-submit'),
    when: z.enum(['before', 'after']),
    replugAfter_ms: wait_ms.nullable().default(null),
    times,
  }),
  /** No slot is free whatever the counters say. */
  z.object({ kind: z.literal('storage-full') }),
  /** The cell is gone. */
  z.object({ kind: z.literal('no-signal') }),
  /** The card asks for this PIN at once. */
  z.object({ kind: z.literal('pin'), pin: z.string().regex(/^\d{4,8}$/) }),
  /** The command ends with this line: `+CME ERROR: 515`, `ERROR`, `NO CARRIER`, `COMMAND NOT SUPPORT`. */
  z.object({ kind: z.literal('final'), command, text: z.string().min(1).max(100), times }),
  /** The network refuses a part with this code; `number` is a pattern with `*`, null for any recipient. */
  z.object({
    kind: z.literal('cms-error'),
    code: z.number().int().min(0).max(1023),
    number: z.string().max(40).nullable().default(null),
    times,
  }),
])

export type Fault = z.output<typeof faultSchema>
export type FaultInput = z.input<typeof faultSchema>
export type FaultKind = Fault['kind']
export type FaultOf<K extends FaultKind> = Extract<Fault, { kind: K }>

export interface Faults {
  /** Throws a ZodError on a shape that is not a fault. */
  add(fault: FaultInput): void
  /** Ends the faults of a kind, or all. */
  clear(kind?: FaultKind): void
  list(): readonly Fault[]
  /** The first fault of this kind that fits, without using it up. */
  find<K extends FaultKind>(kind: K, fits?: (fault: FaultOf<K>) => boolean): FaultOf<K> | undefined
  /** The same, counting one strike. */
  take<K extends FaultKind>(kind: K, fits?: (fault: FaultOf<K>) => boolean): FaultOf<K> | undefined
  /** Called after every change; one listener. */
  onChange(listener: () => void): void
}

interface Entry {
  readonly fault: Fault
  left: number
}

/** An empty set of faults. */
export function createFaults(): Faults {
  let entries: Entry[] = []
  let changed: () => void = () => {}
  const search = <K extends FaultKind>(kind: K, fits: (fault: FaultOf<K>) => boolean) => {
    for (const entry of entries) {
      if (isKind(entry.fault, kind) && fits(entry.fault)) return { entry, fault: entry.fault }
    }
    return undefined
  }
  return {
    add(input) {
      const fault = faultSchema.parse(input)
      entries.push({ fault, left: 'times' in fault && fault.times !== null ? fault.times : Infinity })
      changed()
    },
    clear(kind) {
      entries = kind === undefined ? [] : entries.filter((entry) => entry.fault.kind !== kind)
      changed()
    },
    list: () => entries.map((entry) => entry.fault),
    find: (kind, fits = () => true) => search(kind, fits)?.fault,
    take(kind, fits = () => true) {
      const found = search(kind, fits)
      if (found === undefined) return undefined
      found.entry.left -= 1
      if (found.entry.left <= 0) {
        entries = entries.filter((entry) => entry !== found.entry)
        changed()
      }
      return found.fault
    },
    onChange(listener) {
      changed = listener
    },
  }
}

function isKind<K extends FaultKind>(fault: Fault, kind: K): fault is FaultOf<K> {
  return fault.kind === kind
}

/** True when `command` is the one a fault is limited to, or it is limited to none. */
export function strikes(fault: { readonly command: string | null }, command: string): boolean {
  return fault.command === null || fault.command.toUpperCase() === command
}
