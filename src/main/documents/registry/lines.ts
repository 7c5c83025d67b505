import iconv from 'iconv-lite'
import type { RegistryEncoding } from '../../app/ports/registry-profile.ts'

const chunk_bytes = 64 * 1024

/** No line of a registry is longer, in characters. */
export const longestLine = 64 * 1024

export interface Line {
  /** From 1. */
  readonly row: number
  readonly text: string
  /** False for the last line of a file that does not end with a line break. */
  readonly ended: boolean
}

export interface LineReader {
  /** The next line, null after the last, `too-long` once a line exceeds `longestLine`. */
  next(): Line | 'too-long' | null
  /** Bytes decoded so far. */
  bytes(): number
}

/**
 * Decodes and splits chunk by chunk, so that memory and time between two lines stay bounded. Line breaks are
 * LF, CR LF and CR; `seen` gets every chunk once, in order.
 */
export function createLineReader(
  bytes: Uint8Array,
  encoding: RegistryEncoding,
  seen: (chunk: Uint8Array) => void,
): LineReader {
  const decoder = iconv.getDecoder(encoding)
  let read = 0
  let rest = ''
  let ready: string[] = []
  let at = 0
  let row = 0
  let finished = false

  const decodeNext = (): void => {
    const chunk = bytes.subarray(read, read + chunk_bytes)
    read += chunk.length
    seen(chunk)
    const text = rest + decoder.write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength))
    finished = read >= bytes.length
    const whole = finished ? text + (decoder.end() ?? '') : text
    // A CR at the end of a chunk may be half of a CR LF.
    const held = !finished && whole.endsWith('\r') ? '\r' : ''
    ready = whole.slice(0, whole.length - held.length).split(/\r\n|\n|\r/)
    rest = (ready.pop() ?? '') + held
    at = 0
  }

  const last = (): Line | null => {
    const text = rest.endsWith('\u001a') ? rest.slice(0, -1) : rest
    rest = ''
    return text === '' ? null : { row: ++row, text, ended: false }
  }

  return {
    bytes: () => read,
    next() {
      while (at >= ready.length && !finished) {
        if (rest.length > longestLine) return 'too-long'
        decodeNext()
      }
      const text = ready[at]
      if ((text ?? rest).length > longestLine) return 'too-long'
      if (text === undefined) return last()
      at++
      return { row: ++row, text, ended: true }
    },
  }
}
