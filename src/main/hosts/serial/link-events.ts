import type { ByteLink, LinkClosed } from '../../modem/transport.ts'

/** The listening half of a link: keeps what came before its listener and closes once. */
export interface LinkEvents extends Pick<ByteLink, 'onData' | 'onClose'> {
  /** False when the bytes had to be dropped because nobody listens: the caller closes the link. */
  data(bytes: Uint8Array): boolean
  /** Only the first call counts. */
  closed(reason: LinkClosed): void
  reason(): LinkClosed | null
}

/** Bytes kept for a listener that is not yet there: more than a modem says by itself at start. */
const early_bytes_max = 64 * 1024

export function createLinkEvents(): LinkEvents {
  let onData: ((bytes: Uint8Array) => void) | null = null
  let onClose: ((reason: LinkClosed) => void) | null = null
  let early: Uint8Array[] = []
  let early_bytes = 0
  let reason: LinkClosed | null = null
  return {
    onData(listener) {
      onData = listener
      const waiting = early
      early = []
      early_bytes = 0
      for (const bytes of waiting) listener(bytes)
    },
    onClose(listener) {
      onClose = listener
      if (reason !== null) listener(reason)
    },
    data(bytes) {
      if (onData !== null) {
        onData(bytes)
        return true
      }
      if (early_bytes + bytes.length > early_bytes_max) return false
      early.push(bytes)
      early_bytes += bytes.length
      return true
    },
    closed(why) {
      if (reason !== null) return
      reason = why
      onClose?.(why)
    },
    reason: () => reason,
  }
}
