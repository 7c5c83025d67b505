import type { CoreEvent } from '../../shared/contract/envelope.ts'
import { type EventLine, heartbeat_ms, loopbackPaths } from '../../shared/contract/loopback.ts'
import { type LoopbackWindow, post } from './transport-window.ts'

/** Why a stream ended: the connection, the office's own goodbye, or a token that it does not know. */
export type StreamEnd = 'lost' | 'closing' | 'refused'

export interface StreamListener {
  open(): void
  event(event: CoreEvent): void
}

/** Silence longer than this is a lost connection, for example after the computer slept. */
const silence_ms_max = heartbeat_ms * 2.5

/** Follows one event stream to its end. */
export async function followEvents(
  window: LoopbackWindow,
  token: string,
  listener: StreamListener,
): Promise<StreamEnd> {
  const abort = new AbortController()
  let cancelSilence = (): void => {}
  const heard = (): void => {
    cancelSilence()
    cancelSilence = window.after(silence_ms_max, () => abort.abort())
  }
  try {
    heard()
    const response = await post(window, loopbackPaths.events, '{}', token, abort.signal)
    if (response.status === 401) return 'refused'
    if (!response.ok || response.body === null) return 'lost'
    for await (const line of readLines(response.body)) {
      heard()
      if (line.type === 'closing') return 'closing'
      if (line.type === 'open') listener.open()
      else if (line.type === 'event') listener.event(line.event)
    }
    return 'lost'
  } catch {
    // The connection failed or was given up for its silence: both are tried again.
    return 'lost'
  } finally {
    cancelSilence()
    abort.abort()
  }
}

async function* readLines(body: ReadableStream<Uint8Array>): AsyncGenerator<EventLine> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    const lines = (rest + decoder.decode(value, { stream: true })).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) yield JSON.parse(line)
  }
}
