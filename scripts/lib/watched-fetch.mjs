import { connect } from 'node:net'

/**
 * @typedef {object} Limits
 * @property {number} connect_ms until the server's port answers, name resolution included
 * @property {number} silence_ms without a single byte, before the first as between two
 */

/**
 * `fetch` that gives up on a server that cannot be reached or falls silent, and lets a slow one through however long
 * it takes. Rejects with an Error whose message names the host and what was waited for.
 * @param {typeof fetch} original
 * @param {Limits & { proxied: boolean, onBytes: (received: number, total: number | null) => void }} options
 * @returns {typeof fetch}
 */
export function watchedFetch(original, { connect_ms, silence_ms, proxied, onBytes }) {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    if (!proxied) await reach(url, connect_ms)
    const controller = new AbortController()
    const silence = silenceAlarm(silence_ms, () =>
      controller.abort(new Error(`${url.hostname} sent nothing for ${silence_ms / 1000} s`)),
    )
    try {
      const response = await original(input, { ...init, signal: controller.signal })
      silence.heard()
      if (!response.ok || response.body === null) {
        silence.end()
        return response
      }
      return new Response(response.body.pipeThrough(counted(response, silence, onBytes)), {
        status: response.status,
        headers: response.headers,
      })
    } catch (error) {
      silence.end()
      throw controller.signal.aborted ? controller.signal.reason : error
    }
  }
}

/**
 * @param {number} silence_ms @param {() => void} ring
 */
function silenceAlarm(silence_ms, ring) {
  let timer = setTimeout(ring, silence_ms)
  return {
    heard() {
      clearTimeout(timer)
      timer = setTimeout(ring, silence_ms)
    },
    end: () => clearTimeout(timer),
  }
}

/**
 * @param {Response} response
 * @param {{ heard(): void, end(): void }} silence
 * @param {(received: number, total: number | null) => void} onBytes
 * @returns {TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>}
 */
function counted(response, silence, onBytes) {
  const length = response.headers.get('content-length')
  const total = length === null ? null : Number(length)
  let received = 0
  return new TransformStream({
    transform(chunk, controller) {
      received += chunk.byteLength
      silence.heard()
      onBytes(received, total)
      controller.enqueue(chunk)
    },
    flush: () => silence.end(),
  })
}

/**
 * @param {URL} url @param {number} connect_ms
 * @returns {Promise<void>}
 */
function reach(url, connect_ms) {
  const port = url.port === '' ? (url.protocol === 'http:' ? 80 : 443) : Number(url.port)
  return new Promise((resolve, reject) => {
    const socket = connect({ host: url.hostname.replace(/^\[|\]$/g, ''), port })
    const timer = setTimeout(
      () => end(new Error(`${url.hostname} did not answer within ${connect_ms / 1000} s`)),
      connect_ms,
    )
    /** @param {Error | null} error */
    const end = (error) => {
      clearTimeout(timer)
      socket.destroy()
      if (error === null) resolve()
      else reject(error)
    }
    socket.once('connect', () => end(null))
    socket.once('error', (error) => end(new Error(`${url.hostname} cannot be reached (${error.message})`)))
  })
}
