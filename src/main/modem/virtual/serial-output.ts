import type { Timers } from '../../app/ports/clock.ts'
import type { Faults } from './faults.ts'

export interface SerialOutput {
  write(text: string): void
  bytes(bytes: Uint8Array): void
  /** Drops what has not gone out. */
  stop(): void
}

const OUTPUT_LIMIT_BYTES = 1_048_576

/** The modem's way out: together as it comes, or byte by byte. Past a megabyte unread it loses bytes, as hardware does. */
export function createSerialOutput(
  send: (bytes: Uint8Array) => void,
  faults: Faults,
  timers: Timers,
): SerialOutput {
  const encoder = new TextEncoder()
  let queue: Uint8Array[] = []
  let queued_bytes = 0
  let scheduled = false
  let stopped = false
  let cancel: () => void = () => {}

  function flush(): void {
    scheduled = false
    if (stopped || queued_bytes === 0) return
    const bytes = join(queue, queued_bytes)
    const slow = faults.find('byte-by-byte')
    queue = []
    queued_bytes = 0
    if (slow === undefined) {
      send(bytes)
      return
    }
    send(bytes.subarray(0, 1))
    if (bytes.length === 1) return
    queue = [bytes.subarray(1)]
    queued_bytes = bytes.length - 1
    schedule(slow.gap_ms)
  }

  function schedule(delay_ms: number): void {
    if (scheduled) return
    scheduled = true
    if (delay_ms === 0) queueMicrotask(flush)
    else cancel = timers.after(delay_ms, flush)
  }

  function bytes(piece: Uint8Array): void {
    if (stopped || piece.length === 0 || queued_bytes + piece.length > OUTPUT_LIMIT_BYTES) return
    queue.push(piece)
    queued_bytes += piece.length
    schedule(0)
  }

  return {
    bytes,
    write: (text) => bytes(encoder.encode(text)),
    stop() {
      stopped = true
      cancel()
    },
  }
}

function join(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const whole = new Uint8Array(length)
  let offset = 0
  for (const piece of pieces) {
    whole.set(piece, offset)
    offset += piece.length
  }
  return whole
}
