import type { CallResponse, CoreEvent } from '../../shared/contract/envelope.ts'
import { callBody_bytes_max, type HostRefusal, loopbackPaths } from '../../shared/contract/loopback.ts'
import { decodeWire, encodeWire } from '../../shared/contract/wire.ts'
import type { ErrorCode } from '../../shared/errors.ts'
import { followEvents, type StreamEnd } from './transport-stream.ts'
import { createListeners, everythingChanged, type LinkState, type Transport } from './transport-types.ts'
import { type LoopbackWindow, pause, post } from './transport-window.ts'

const firstDelay_ms = 250
const longestDelay_ms = 5_000

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

  void keepFollowing(window, admitted, become, events.tell)
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
  let delay_ms = firstDelay_ms
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
      await pause(window, delay_ms)
      delay_ms = Math.min(delay_ms * 2, longestDelay_ms)
    }
  }
}

async function keepFollowing(
  window: LoopbackWindow,
  admitted: Promise<string | null>,
  become: (state: LinkState) => void,
  tell: (event: CoreEvent) => void,
): Promise<void> {
  const token = await admitted
  let delay_ms = firstDelay_ms
  let end: StreamEnd = token === null ? 'refused' : 'lost'
  while (token !== null && end === 'lost') {
    end = await followEvents(window, token, {
      open() {
        delay_ms = firstDelay_ms
        become('open')
        // Whatever was read before this moment may have changed unheard.
        tell(everythingChanged)
      },
      event: (event) => tell(isEverything(event) ? everythingChanged : event),
    })
    if (end !== 'lost') break
    become('lost')
    await pause(window, delay_ms)
    delay_ms = Math.min(delay_ms * 2, longestDelay_ms)
  }
  if (end === 'refused') window.token.remove()
  become('closed')
}

function isEverything(event: CoreEvent): boolean {
  return event.type === 'changed' && event.topics.includes('*')
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
