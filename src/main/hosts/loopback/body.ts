import type { IncomingMessage } from 'node:http'

/**
 * Reads a body whose length was stated and admitted; null when the window went away or did not send all of it.
 * The time it may take is the server's own request timeout.
 */
export function readBody(request: IncomingMessage, length: number): Promise<string | null> {
  return new Promise((resolve) => {
    const body = Buffer.allocUnsafe(length)
    let filled = 0
    request.on('data', (chunk: Buffer) => {
      filled += chunk.copy(body, filled)
    })
    request.on('end', () => resolve(filled === length ? body.toString('utf8') : null))
    request.on('error', () => resolve(null))
    request.on('close', () => resolve(null))
  })
}

/** Bytes of bodies being read at once, over all windows. */
export interface BodyBudget {
  /** False when there is no room for this many now. */
  take(bytes: number): boolean
  give(bytes: number): void
}

export function createBodyBudget(bytes_max: number): BodyBudget {
  let taken = 0
  return {
    take(bytes) {
      if (taken + bytes > bytes_max) return false
      taken += bytes
      return true
    },
    give(bytes) {
      taken -= bytes
    },
  }
}
