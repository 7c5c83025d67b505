import type { DataFile, Files } from '../../app/ports/files.ts'
import { FileError } from '../../app/ports/files.ts'
import { commonStart, pieceSize, withFile } from './compare.ts'

export interface FilePair {
  readonly from: { readonly files: Files; readonly path: string }
  readonly to: { readonly files: Files; readonly path: string }
}

/**
 * Makes `to` the first `length` octets of `from`: under a temporary name, synced, read back and compared, then renamed.
 * `between` runs after each piece: what is more urgent goes first.
 */
export async function replaceFile(
  pair: FilePair,
  length: number,
  between: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const temporary = `${pair.to.path}.tmp`
  await pair.to.files.remove(temporary)
  await pair.to.files.writeNew(temporary, new Uint8Array())
  await withFile(pair.from.files, pair.from.path, 'read', (from) =>
    withFile(pair.to.files, temporary, 'write', async (to) => {
      await copyRange(from, to, { from: 0, to: length }, between)
      await to.datasync()
      if ((await commonStart(from, to, length)) !== length) throw new FileError('io', temporary, 'compare')
    }),
  )
  await pair.to.files.rename(temporary, pair.to.path)
}

/** Not on disk until the caller has synced it. */
export async function copyRange(
  from: DataFile,
  to: DataFile,
  range: { readonly from: number; readonly to: number },
  between: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  for (let at = range.from; at < range.to; at += pieceSize) {
    await to.write(await from.read(at, Math.min(pieceSize, range.to - at)), at)
    await between()
  }
}

/** Whether both hold the same octets, to the last. */
export async function sameFiles(
  pair: FilePair,
  between: () => Promise<void> = () => Promise.resolve(),
): Promise<boolean> {
  const [left, right] = [await pair.from.files.size(pair.from.path), await pair.to.files.size(pair.to.path)]
  if (left !== right) return false
  return withFile(pair.from.files, pair.from.path, 'read', (from) =>
    withFile(pair.to.files, pair.to.path, 'read', async (to) => {
      for (let at = 0; at < left; at += pieceSize) {
        const length = Math.min(pieceSize, left - at)
        const piece = Buffer.from(await from.read(at, length))
        if (!piece.equals(await to.read(at, length))) return false
        await between()
      }
      return true
    }),
  )
}
