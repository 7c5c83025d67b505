import type { DataFile, Files } from '../../src/main/app/ports/files.ts'

/** What reached the operating system, and when it was told to put it on the disk. */
export type DiskEvent =
  | { readonly kind: 'write'; readonly path: string; readonly position: number; readonly bytes: Buffer }
  | { readonly kind: 'sync'; readonly path: string }

/** Real files that write down every write to an open file and every sync that returned. */
export function createRecordingFiles(files: Files, record: (event: DiskEvent) => void): Files {
  const wrap = (file: DataFile, path: string): DataFile => ({
    ...file,
    async write(bytes, position) {
      record({ kind: 'write', path, position, bytes: Buffer.from(bytes) })
      await file.write(bytes, position)
    },
    async datasync() {
      await file.datasync()
      record({ kind: 'sync', path })
    },
  })
  return { ...files, open: async (path, mode) => wrap(await files.open(path, mode), path) }
}
