import type { CallResponse, CoreEvent } from '../../shared/contract/envelope.ts'
import { callBody_bytes_max, type HostRefusal, loopbackPaths } from '../../shared/contract/loopback.ts'
import { decodeWire, encodeWire } from '../../shared/contract/wire.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import { hearEvents } from './transport-events.ts'
import { createListeners, type LinkState, type Transport } from './transport-types.ts'
import { growingPauses, type LoopbackWindow, post } from './transport-window.ts'

const codes: Readonly<Record<HostRefusal, ErrorCode>> = {
  malformed: 'call.input',
  'too-large': 'call.too-large',
  busy: 'call.too-large',
  stopping: 'call.stopping',
  token: 'call.stopping',
  ticket: 'call.stopping',
  host: 'call.bug',
  origin: 'call.bug',
  'not-found': 'call.bug',
  method: 'call.bug',
  length: 'call.bug',
  'content-type': 'call.bug',
}

/** The transport of a window on the loopback host: calls by fetch, events by a stream that is opened again when lost. */
export function createLoopbackTransport(window: LoopbackWindow): Transport {
  const events = createListeners<CoreEvent>()
  const states = createListeners<LinkState>()
  let current: LinkState = 'lost'
  const admitted = admit(window)

  function become(state: LinkState): void {
    // Closed is final: the office that knew this window's token is gone.
    if (state === current || current === 'closed') return
    current = state
    states.tell(state)
  }

  async function call(request: object): Promise<CallResponse> {
    const token = await admitted
    if (token === null) return failed('call.stopping', 'ticket')
    const body = encodeWire(request)
    // Refused here: a host that closes the connection on a body it does not read may not be heard.
    if (body.length > callBody_bytes_max) return failed('call.too-large', 'body')
    try {
      const response = await post(window, loopbackPaths.call, body, token)
      const answer = decodeWire(await response.text())
      if (response.ok && isCallResponse(answer)) return answer
      const refused = refusalOf(answer)
      if (refused === 'token') become('closed')
      return failed(refused === null ? 'call.bug' : codes[refused], refused ?? `http-${response.status}`)
    } catch {
      // The connection failed, before or after the call was done: the key makes it safe to send again.
      return failed('call.stopping', 'unreachable')
    }
  }

  hearEvents(window, admitted, { state: () => current, become, tell: events.tell })
  return {
    call: (name, input, { session, key }) => call({ call: name, input, session, key }),
    subscribe: events.add,
    state: () => current,
    onState: states.add,
    openDocument(name, bytes) {
      window.showDocument(name, bytes)
      return Promise.resolve({ ok: true, value: {} })
    },
  }
}

/** The window's token: by its ticket, else the one it had before a reload; null when the office does not know it. */
async function admit(window: LoopbackWindow): Promise<string | null> {
  if (window.ticket === null) return window.token.read()
  const pauses = growingPauses(window)
  for (;;) {
    try {
      const response = await post(window, loopbackPaths.ticket, encodeWire({ ticket: window.ticket }), null)
      const answer: unknown = decodeWire(await response.text())
      if (!response.ok) return window.token.read()
      if (typeof answer === 'object' && answer !== null && 'token' in answer) {
        const token = String(answer.token)
        window.token.write(token)
        return token
      }
      return null
    } catch {
      // The host is not up yet or was just gone: the ticket is still good, or will be refused.
      await pauses.next()
    }
  }
}

function failed(code: ErrorCode, reason: string): CallResponse {
  return { ok: false, error: { code, details: { reason } } }
}

function isCallResponse(answer: unknown): answer is CallResponse {
  if (typeof answer !== 'object' || answer === null || !('ok' in answer)) return false
  return answer.ok === true || ('error' in answer && typeof answer.error === 'object')
}

function refusalOf(answer: unknown): HostRefusal | null {
  if (typeof answer !== 'object' || answer === null || !('refused' in answer)) return null
  const { refused } = answer
  return typeof refused === 'string' && isRefusal(refused) ? refused : null
}

function isRefusal(text: string): text is HostRefusal {
  return Object.hasOwn(codes, text)
}
