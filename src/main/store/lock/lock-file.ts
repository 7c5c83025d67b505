import { FileError, type Files } from '../../app/ports/files.ts'
import { type LockHolder, parseHolder } from './holder.ts'

/** Digits of the counter, so that every renewal has the length of the one before and is written in its place. */
const beatDigits = 10

/** What the lock file says: who holds the office, and a counter that grows while they do. */
export function lockText(holder: LockHolder, beat: number): Uint8Array {
  const counted = { ...holder, beat: String(beat).padStart(beatDigits, '0') }
  return Buffer.from(`${JSON.stringify(counted)}\n`)
}

/** Who the lock file names, null where there is no file. Rejects with `FileError`. */
export async function readHolder(files: Files, path: string): Promise<LockHolder | null> {
  const text = await readLock(files, path)
  return text === null ? null : parseHolder(text)
}

export async function readLock(files: Files, path: string): Promise<string | null> {
  try {
    return Buffer.from(await files.read(path)).toString('utf8')
  } catch (error) {
    if (error instanceof FileError && error.code === 'missing') return null
    throw error
  }
}
