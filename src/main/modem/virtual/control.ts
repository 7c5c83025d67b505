import { z } from 'zod'
import type { UssdNode } from './context.ts'
import { deliveryRuleSchema } from './delivery-rules.ts'
import { faultSchema } from './faults.ts'
import type { VirtualModem } from './modem.ts'
import type { VirtualNetwork } from './network.ts'

/** One line of the control channel. `id` comes back with the reply. */
const requestSchema = z.intersection(
  z.object({
    id: z.union([z.string(), z.number()]).optional(),
    /** Which of the program's modems; the first where it is left out. */
    modem: z.number().int().min(1).max(9).optional(),
  }),
  z.discriminatedUnion('do', [
    /** A phone writes to the office; `order` as in PhoneSendOptions. */
    z.object({
      do: z.literal('phone'),
      from: z.string(),
      text: z.string(),
      order: z.array(z.number().int().positive()).optional(),
    }),
    z.object({ do: z.literal('phones') }),
    z.object({ do: z.literal('state') }),
    z.object({ do: z.literal('fault'), fault: faultSchema }),
    z.object({ do: z.literal('faults') }),
    z.object({ do: z.literal('clear'), kind: z.string().optional() }),
    z.object({ do: z.literal('rules'), rules: z.array(deliveryRuleSchema) }),
    z.object({ do: z.literal('signal'), quality: z.number().int().min(0).max(31) }),
    /** A rule before all others. */
    z.object({ do: z.literal('rule'), rule: deliveryRuleSchema }),
    /** What the service answers to a code: text null = it knows it no more. */
    z.object({
      do: z.literal('ussd'),
      code: z.string().regex(/^[*#0-9]{1,40}$/),
      text: z.string().max(182).nullable(),
      replies: z.record(z.string(), z.string().max(182)).default({}),
      delay_ms: z.number().int().min(0).max(86_400_000).default(0),
      state: z.number().int().min(0).max(5).optional(),
      coding: z.enum(['plain', 'packed', 'ucs2']).optional(),
    }),
    /** A USSD text that nobody asked for. */
    z.object({ do: z.literal('say-ussd'), text: z.string().max(182) }),
    /** The cell's time is this far from the computer's. */
    z.object({ do: z.literal('time'), offset_ms: z.number().int() }),
    /** Another card is put in. */
    z.object({ do: z.literal('sim'), imsi: z.string().regex(/^\d{15}$/) }),
    /** Any PDU for the card in the modem: service-centre octets, then the TPDU. */
    z.object({ do: z.literal('inject'), pdu: z.string().regex(/^(?:[0-9a-fA-F]{2}){1,400}$/) }),
    /** Bytes out of nowhere. */
    z.object({ do: z.literal('noise'), hex: z.string().regex(/^(?:[0-9a-fA-F]{2}){1,2048}$/) }),
    z.object({ do: z.literal('unplug') }),
    z.object({ do: z.literal('plug') }),
    z.object({ do: z.literal('reset') }),
    z.object({ do: z.literal('stop') }),
  ]),
)

export type ControlRequest = z.output<typeof requestSchema>

export type ControlReply = {
  readonly id?: string | number | undefined
} & ({ readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly error: string })

export interface Controlled {
  readonly network: VirtualNetwork
  readonly modem: VirtualModem
  /** The second, where there is one. */
  readonly spare?: VirtualModem
  /** Resolves when a change of plug has taken effect. */
  settled(): Promise<void>
  stop(): Promise<void>
}

/** Carries out one line of JSON; what is wrong with it is told in the reply, never thrown. */
export async function control(line: string, parts: Controlled): Promise<ControlReply> {
  const request = parseRequest(line)
  if (!request.ok) return request
  const { id, modem: number = 1 } = request.value
  const modem = number === 1 ? parts.modem : number === 2 ? parts.spare : undefined
  if (modem === undefined) return { id, ok: false, error: `there is no modem ${number}` }
  try {
    return { id, ...(await carryOut(request.value, { ...parts, modem })) }
  } catch (error) {
    // A card that the network does not know.
    if (error instanceof RangeError) return { id, ok: false, error: error.message }
    throw error
  }
}

type Outcome = { ok: true; result: unknown } | { ok: false; error: string }

function parseRequest(line: string): { ok: true; value: ControlRequest } | { ok: false; error: string } {
  let data: unknown
  try {
    data = JSON.parse(line)
  } catch {
    return { ok: false, error: 'not a line of JSON' }
  }
  const parsed = requestSchema.safeParse(data)
  return parsed.success
    ? { ok: true, value: parsed.data }
    : { ok: false, error: z.prettifyError(parsed.error) }
}

const done = (result: unknown = null): Outcome => ({ ok: true, result })

async function carryOut(request: ControlRequest, parts: Controlled): Promise<Outcome> {
  const { network, modem } = parts
  switch (request.do) {
    case 'phone': {
      const order = request.order === undefined ? {} : { order: request.order }
      const sent = await network.phoneSend(request.from, request.text, order)
      return sent.ok ? done({ message: sent.message, parts: sent.parts }) : { ok: false, error: sent.problem }
    }
    case 'phones':
      return done(network.phones())
    case 'state':
      return done(modem.state())
    case 'fault':
      modem.faults.add(request.fault)
      return done()
    case 'faults':
      return done(modem.faults.list())
    case 'clear': {
      const kinds = modem.faults.list().map((fault) => fault.kind)
      const kind = kinds.find((known) => known === request.kind)
      if (request.kind === undefined || kind !== undefined) modem.faults.clear(kind)
      return done()
    }
    case 'rules':
      network.setRules(request.rules)
      return done()
    case 'rule':
      network.setRules([request.rule, ...network.rules()])
      return done()
    case 'unplug':
      modem.unplug()
      await parts.settled()
      return done()
    case 'plug':
      modem.plug()
      await parts.settled()
      return done()
    case 'reset':
      modem.reset()
      return done()
    case 'stop':
      await parts.stop()
      return done()
    default:
      return disturb(request, parts)
  }
}

type Disturbance = Extract<
  ControlRequest,
  { do: 'signal' | 'ussd' | 'say-ussd' | 'time' | 'sim' | 'inject' | 'noise' }
>

/** What happens to the modem and its card beside faults. */
async function disturb(request: Disturbance, { network, modem }: Controlled): Promise<Outcome> {
  switch (request.do) {
    case 'ussd':
      modem.setUssd(request.code, request.text === null ? null : ussdNode(request, request.text))
      return done()
    case 'say-ussd':
      modem.sayUssd(request.text)
      return done()
    case 'time':
      modem.setNetworkTime(request.offset_ms)
      return done()
    case 'sim':
      modem.insertSim(request.imsi)
      return done()
    case 'inject':
      await network.inject(modem.state().imsi, request.pdu)
      return done()
    case 'noise':
      modem.noise(Uint8Array.from(Buffer.from(request.hex, 'hex')))
      return done()
    case 'signal':
      modem.setSignal(request.quality)
      return done()
  }
}

function ussdNode(request: Extract<ControlRequest, { do: 'ussd' }>, text: string): UssdNode {
  const { replies, delay_ms, state, coding } = request
  return {
    text,
    replies: Object.fromEntries(
      Object.entries(replies).map(([key, said]) => [key, { text: said, replies: {} }]),
    ),
    delay_ms,
    ...(state === undefined ? {} : { state }),
    ...(coding === undefined ? {} : { coding }),
  }
}
