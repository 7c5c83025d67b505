import type { IncomingMessage, ServerResponse } from 'node:http'
import { z } from 'zod'
import type { CallRequest, CorePort } from '../../../shared/contract/envelope.ts'
import { loopbackPaths } from '../../../shared/contract/loopback.ts'
import { decodeWire, WireError } from '../../../shared/contract/wire.ts'
import { limitCalls } from '../core-client.ts'
import { type Access, createAccess } from './access.ts'
import { type BodyBudget, createBodyBudget, readBody } from './body.ts'
import { type EventStream, streamEvents } from './event-stream.ts'
import type { LoopbackLimits, LoopbackOptions } from './options.ts'
import { bearerToken, bodyLength, checkCall, type Refusal, refusal } from './refusals.ts'
import { respondJson } from './respond.ts'

const Envelope = z.strictObject({
  call: z.string().max(100),
  input: z.unknown(),
  session: z.string().max(200).nullable(),
  key: z.string().max(100).nullable(),
})
const TicketBody = z.strictObject({ ticket: z.string().max(100) })
const EmptyBody = z.strictObject({})

/** Bodies of everything but a call. */
const smallBody_bytes_max = 1024
/** A second window is opened at once or not at all. */
const secondTicket_ms = 60_000

interface Window {
  readonly core: CorePort
  streams: number
}

export interface Api {
  issueTicket(lifetime_ms: number | null): string
  /** Answers a request whose path begins with /api/ and whose Host and Origin are ours. */
  handle(path: string, request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Ends the event streams; refuses what comes later. */
  close(): void
}

export function createApi(options: LoopbackOptions, limits: LoopbackLimits): Api {
  const { core, timers } = options
  const access: Access<Window> = createAccess(options.random, timers, () => ({
    core: limitCalls(core, limits.callsOfWindow_max),
    streams: 0,
  }))
  const budget = createBodyBudget(limits.bodies_bytes_max)
  const streams = new Set<EventStream>()
  let closing = false

  function openStream(window: Window, response: ServerResponse): Refusal | null {
    if (window.streams >= limits.streamsOfWindow_max || streams.size >= limits.streams_max) {
      return refusal('busy')
    }
    window.streams += 1
    const stream = streamEvents(response, core, timers, () => {
      window.streams -= 1
      streams.delete(stream)
    })
    streams.add(stream)
    return null
  }

  /** The answer's JSON, a refusal, or null when the response was taken over or nobody waits for it. */
  async function answer(
    path: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<{ json: unknown } | Refusal | null> {
    if (!isPath(path)) return refusal('not-found')
    const largest = path === loopbackPaths.call ? limits.body_bytes_max : smallBody_bytes_max
    const unfit = closing ? refusal('stopping') : checkCall(request, largest)
    if (unfit !== null) return unfit
    const window = access.holder(bearerToken(request) ?? '')
    if (window === null && path !== loopbackPaths.ticket) return refusal('token')

    const given = await readJson(request, budget)
    if (given === null || 'refused' in given) return given
    if (window === null || path === loopbackPaths.ticket) return exchange(access, given.value)
    if (path === loopbackPaths.call) return call(window.core, given.value)
    if (!EmptyBody.safeParse(given.value).success) return refusal('malformed')
    if (path === loopbackPaths.newTicket) return { json: { ticket: access.issueTicket(secondTicket_ms) } }
    return closing ? refusal('stopping') : openStream(window, response)
  }

  return {
    issueTicket: access.issueTicket,
    async handle(path, request, response) {
      const result = await answer(path, request, response)
      if (result === null) return
      if ('json' in result) respondJson(request, response, 200, result.json)
      else respondJson(request, response, result.status, { refused: result.refused })
    },
    close() {
      closing = true
      for (const stream of streams) stream.end()
    },
  }
}

/** The parsed body, or why there is none; null when the window went away. */
async function readJson(
  request: IncomingMessage,
  budget: BodyBudget,
): Promise<{ value: unknown } | Refusal | null> {
  const length = bodyLength(request) ?? 0
  if (!budget.take(length)) return refusal('busy')
  try {
    const text = await readBody(request, length)
    return text === null ? null : { value: decodeWire(text) }
  } catch (error) {
    if (error instanceof WireError) return refusal('malformed')
    throw error
  } finally {
    budget.give(length)
  }
}

function isPath(path: string): boolean {
  const paths: readonly string[] = Object.values(loopbackPaths)
  return paths.includes(path)
}

function exchange(access: Access<Window>, given: unknown): { json: unknown } | Refusal {
  const parsed = TicketBody.safeParse(given)
  if (!parsed.success) return refusal('malformed')
  const token = access.exchange(parsed.data.ticket)
  return token === null ? refusal('ticket') : { json: { token } }
}

async function call(core: CorePort, given: unknown): Promise<{ json: unknown } | Refusal> {
  const parsed = Envelope.safeParse(given)
  if (!parsed.success) return refusal('malformed')
  const { call: name, input, session, key } = parsed.data
  const request: CallRequest = { call: name, input, session, key }
  return { json: await core.call(request) }
}
