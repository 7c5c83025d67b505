import type { z } from 'zod'
import type { GateCallName } from '../../shared/contract/contract.ts'
import type { CallDefinition } from '../../shared/contract/define.ts'
import type { CallRequest, CallResponse } from '../../shared/contract/envelope.ts'
import { gateCalls } from '../../shared/contract/safety.ts'
import { Failure, fail } from '../app/calls/failure.ts'

/** A call of the gate with its handler: takes what came over the wire, gives the value or a Failure. */
export interface GateRoute {
  readonly definition: CallDefinition
  run(raw: unknown): Promise<unknown>
}

export type GateRoutes = { readonly [N in GateCallName]: GateRoute }

/** A call whose input is checked before its handler sees it. */
export const gateRoute = <Input extends z.ZodType, Output extends z.ZodType>(
  definition: CallDefinition<'query' | 'command', Input, Output>,
  handler: (input: z.output<Input>) => Promise<z.input<Output> | Failure>,
): GateRoute => ({
  definition,
  run: async (raw) => {
    const input = definition.input.safeParse(raw)
    if (input.success) return handler(input.data)
    const issue = input.error.issues[0]
    return fail('call.input', { path: issue?.path.join('.') ?? '', problem: issue?.code ?? '' })
  },
})

const keyShape = /^[\w-]{8,100}$/

export const isGateCall = (name: unknown): name is GateCallName =>
  typeof name === 'string' && Object.hasOwn(gateCalls, name)

/**
 * Answers a call of the gate. Its commands need a key as all commands do; nothing is kept under it, for there is
 * nowhere to keep it: each of them may be repeated.
 */
export const answerGateCall = async (
  { definition, run }: GateRoute,
  request: CallRequest,
): Promise<CallResponse> => {
  const keyed = typeof request.key === 'string' && keyShape.test(request.key)
  const value = definition.kind === 'command' && !keyed ? fail('key.missing') : await run(request.input)
  return value instanceof Failure ? { ok: false, error: value.error } : { ok: true, value }
}
