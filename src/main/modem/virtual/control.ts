import { z } from 'zod'
import { deliveryRuleSchema } from './delivery-rules.ts'
import { faultSchema } from './faults.ts'
import type { VirtualModem } from './modem.ts'
import type { VirtualNetwork } from './network.ts'

/** One line of the control channel. `id` comes back with the reply. */
const requestSchema = z.intersection(
  z.object({ id: z.union([z.string(), z.number()]).optional() }),
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
  /** Resolves when a change of plug has taken effect. */
  settled(): Promise<void>
  stop(): Promise<void>
}

/** Carries out one line of JSON; what is wrong with it is told in the reply, never thrown. */
export async function control(line: string, parts: Controlled): Promise<ControlReply> {
  const request = parseRequest(line)
  if (!request.ok) return request
  const { id } = request.value
  const result = await carryOut(request.value, parts)
  return { id, ...result }
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
    case 'signal':
      modem.setSignal(request.quality)
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
  }
}
