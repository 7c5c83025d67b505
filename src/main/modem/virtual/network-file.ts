import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { NetworkLine } from './network-lines.ts'
import { parseNetworkLine } from './network-lines.ts'

/** The durable memory of the virtual network: lines of text, only ever appended. */
export interface NetworkFile {
  /** Every whole line, oldest first. Called once, before the first append. */
  lines(): AsyncIterable<string>
  /** Resolves when the lines are on disk, in the order of the calls. A rejection is final: the file is closed to writing. */
  append(lines: readonly string[]): Promise<void>
  close(): Promise<void>
}

interface Waiting {
  readonly text: string
  readonly done: () => void
  readonly failed: (error: unknown) => void
}

const CHUNK_BYTES = 65_536

/** Opens or makes the file at `path`. A line torn by a crash was never acknowledged: it is cut off. */
export async function openNetworkFile(path: string): Promise<NetworkFile> {
  await mkdir(dirname(path), { recursive: true })
  const handle = await open(path, 'a+')
  await handle.truncate(await endOfLastLine(handle))
  let waiting: Waiting[] = []
  let writing: Promise<void> | null = null
  let failure: { readonly error: unknown } | null = null

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      try {
        if (failure !== null) throw failure.error
        await handle.appendFile(batch.map((entry) => entry.text).join(''))
        await handle.datasync()
        for (const entry of batch) entry.done()
      } catch (error) {
        failure = { error }
        for (const entry of batch) entry.failed(error)
      }
    }
    writing = null
  }

  return {
    async *lines() {
      const decoder = new TextDecoder()
      const buffer = new Uint8Array(CHUNK_BYTES)
      let position = 0
      let rest = ''
      for (;;) {
        const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, position)
        if (bytesRead === 0) return
        position += bytesRead
        const pieces = (rest + decoder.decode(buffer.subarray(0, bytesRead), { stream: true })).split('\n')
        rest = pieces.pop() ?? ''
        yield* pieces
      }
    },
    append(lines) {
      if (lines.length === 0) return Promise.resolve()
      const written = new Promise<void>((done, failed) => {
        waiting.push({ text: lines.map((line) => `${line}\n`).join(''), done, failed })
      })
      writing ??= drain()
      return written
    },
    async close() {
      await writing
      await handle.close()
    },
  }
}

async function endOfLastLine(handle: Awaited<ReturnType<typeof open>>): Promise<number> {
  const buffer = new Uint8Array(CHUNK_BYTES)
  let end = (await handle.stat()).size
  while (end > 0) {
    const start = Math.max(0, end - CHUNK_BYTES)
    await handle.read(buffer, 0, end - start, start)
    const newline = buffer.subarray(0, end - start).lastIndexOf(0x0a)
    if (newline >= 0) return start + newline + 1
    end = start
  }
  return 0
}

/**
 * What the network knows, read beside a running one or after a kill: so that a test can count what was sent. A torn
 * last line and lines that are none of ours are left out.
 */
export async function readNetworkLines(path: string): Promise<NetworkLine[]> {
  const texts = (await readFile(path, 'utf8')).split('\n')
  return texts.map(parseNetworkLine).filter((line) => line !== null)
}

/** A network that forgets: for benches and tests in which nothing is killed. */
export function forgetfulNetworkFile(): NetworkFile {
  return {
    async *lines() {},
    append: () => Promise.resolve(),
    close: () => Promise.resolve(),
  }
}
