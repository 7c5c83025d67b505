import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { Timers } from '../../app/ports/clock.ts'
import { readBody } from './body.ts'
import { bodyLength, checkProgramCall, type Refusal, refusal } from './refusals.ts'
import { respondJson } from './respond.ts'
import { askProof, giveProof, sameProof } from './start-proof.ts'

/** Where a second start of the program asks the first one for a window. */
export const secondStartPath = '/api/start'

const Question = z.strictObject({
  nonce: z.string().regex(/^[\w-]{20,100}$/),
  proof: z.string().max(100),
})

const body_bytes_max = 512
/** A second window is opened at once or not at all. */
const ticket_ms = 60_000
/** More starts than this in a minute are no person's. */
const starts_max = 10
const startsWindow_ms = 60_000

export interface SecondStart {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
}

/** Gives a launch ticket to a second start by the same user; `secret` is in that user's file. */
export function createSecondStart(
  secret: string,
  timers: Timers,
  issueTicket: (lifetime_ms: number) => string,
): SecondStart {
  let given_ms: number[] = []

  async function answer(request: IncomingMessage): Promise<{ json: unknown } | Refusal | null> {
    const unfit = checkProgramCall(request, body_bytes_max)
    if (unfit !== null) return unfit
    const text = await readBody(request, bodyLength(request) ?? 0)
    if (text === null) return null
    const question = Question.safeParse(parse(text))
    if (!question.success) return refusal('malformed')
    const { nonce, proof } = question.data
    if (!sameProof(proof, askProof(secret, nonce))) return refusal('token')
    const now_ms = timers.monotonic()
    given_ms = given_ms.filter((at_ms) => now_ms - at_ms < startsWindow_ms)
    if (given_ms.length >= starts_max) return refusal('busy')
    given_ms.push(now_ms)
    const ticket = issueTicket(ticket_ms)
    return { json: { ticket, proof: giveProof(secret, nonce, ticket) } }
  }

  return {
    async handle(request, response) {
      const result = await answer(request)
      if (result === null) return
      if ('json' in result) respondJson(request, response, 200, result.json)
      else respondJson(request, response, result.status, { refused: result.refused })
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
