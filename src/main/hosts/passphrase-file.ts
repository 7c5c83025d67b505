import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { Passphrase } from '../../shared/contract/safety.ts'

export type PassphraseFile =
  | { readonly ok: true; readonly passphrase: string }
  | { readonly ok: false; readonly message: string }

/** The passphrase comes from standard input where the file is named so. */
export const standardInput = '-'

/** A passphrase of 200 characters is shorter; more than this is not read. */
const file_bytes_max = 4096

/** Reads a passphrase from the first line of a file or of `input`. No message repeats any of it. */
export async function readPassphraseFile(path: string, input: Readable): Promise<PassphraseFile> {
  const where = path === standardInput ? 'standard input' : path
  try {
    const bytes = path === standardInput ? await readInput(input) : await readHead(path)
    // A byte order mark is what Windows editors leave.
    const line = bytes.toString('utf8').replace(/^\uFEFF/, '')
    const parsed = Passphrase.safeParse(line.split(/\r?\n/)[0] ?? '')
    if (parsed.success) return { ok: true, passphrase: parsed.data }
    return { ok: false, message: `no passphrase of 8 to 200 characters in the first line of ${where}` }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error)
    return { ok: false, message: `the passphrase cannot be read (${code}): ${where}` }
  }
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(file_bytes_max), 0, file_bytes_max, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** To the end of its first line, or of the input. */
function readInput(input: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    let bytes = Buffer.alloc(0)
    const done = (): void => {
      input.off('data', take)
      input.pause()
      resolve(bytes)
    }
    const take = (chunk: Buffer): void => {
      bytes = Buffer.concat([bytes, chunk])
      if (bytes.length > file_bytes_max || bytes.includes(0x0a)) done()
    }
    input.on('data', take)
    input.once('end', done)
    input.once('error', reject)
  })
}
