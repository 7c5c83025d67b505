import { z } from 'zod'

const at = z.number()
const id = z.number().int()
const hex = z.string().regex(/^(?:[0-9A-F]{2})*$/)

/**
 * One line of the virtual network's file. Instants are UTC ms; `part` and `held` count up through the file's life;
 * `pdu` is upper-case hex as AT commands carry it: service-centre octets, then the TPDU.
 */
const networkLineSchema = z.discriminatedUnion('t', [
  /** The network took a part from the SIM `imsi` and gave it the reference `mr`. Written before the modem hears of it. */
  z.object({ t: z.literal('submit'), at, part: id, imsi: z.string(), to: z.string(), mr: id, pdu: hex }),
  /** What became of a part (TP-ST); `final` false while the service centre still tries. */
  z.object({ t: z.literal('report'), at, part: id, to: z.string(), mr: id, status: id, final: z.boolean() }),
  /** A phone shows a whole message. */
  z.object({ t: z.literal('shown'), at, to: z.string(), text: z.string(), parts: z.array(id) }),
  /** A phone wrote to a SIM. */
  z.object({ t: z.literal('phone'), at, message: id, from: z.string(), imsi: z.string(), text: z.string() }),
  /** A TPDU that waits for the modem; `message` is the phone's message it belongs to. */
  z.object({
    t: z.literal('held'),
    held: id,
    imsi: z.string(),
    kind: z.enum(['deliver', 'report', 'draft']),
    pdu: hex,
    message: id.nullable(),
  }),
  /** The modem put it into a slot of its store; null = handed straight to the computer. */
  z.object({ t: z.literal('stored'), held: id, slot: id.nullable() }),
  /** A draft went out: its slot is marked as sent. */
  z.object({ t: z.literal('sent'), held: id }),
  /** The modem was told to forget it, or handed it over. */
  z.object({ t: z.literal('deleted'), held: id }),
])

export type NetworkLine = z.infer<typeof networkLineSchema>
export type HeldKind = 'deliver' | 'report' | 'draft'

/** A line of the file as data; null when it is not one of ours. */
export function parseNetworkLine(line: string): NetworkLine | null {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return null
  }
  const parsed = networkLineSchema.safeParse(value)
  return parsed.success ? parsed.data : null
}
