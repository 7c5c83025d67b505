import type { DataFile, Files } from '../../app/ports/files.ts'

/** The work was let go while the system still held one of its calls. */
export class LetGo extends Error {
  constructor() {
    super('the mirror was let go')
    this.name = 'LetGo'
  }
}

/** Runs one call after the other and watches how long each takes. */
export type Watch = <T>(call: () => Promise<T>) => Promise<T>

/** The files of a stick, each call of them under `watch`: whoever works on it may be let go between any two. */
export function watchFiles(files: Files, watch: Watch): Files {
  return {
    read: (path) => watch(() => files.read(path)),
    writeAtomic: (path, chunks) => watch(() => files.writeAtomic(path, chunks)),
    writeNew: (path, bytes) => watch(() => files.writeNew(path, bytes)),
    open: (path, mode) => watch(async () => watchFile(await files.open(path, mode), watch)),
    list: (folder) => watch(() => files.list(folder)),
    exists: (path) => watch(() => files.exists(path)),
    size: (path) => watch(() => files.size(path)),
    makeFolder: (folder) => watch(() => files.makeFolder(folder)),
    rename: (from, to) => watch(() => files.rename(from, to)),
    remove: (path) => watch(() => files.remove(path)),
    realPath: (path) => watch(() => files.realPath(path)),
  }
}

function watchFile(file: DataFile, watch: Watch): DataFile {
  return {
    size: () => watch(() => file.size()),
    read: (position, length) => watch(() => file.read(position, length)),
    write: (bytes, position) => watch(() => file.write(bytes, position)),
    datasync: () => watch(() => file.datasync()),
    truncate: (length) => watch(() => file.truncate(length)),
    // A descriptor is closed in any case: not to leak it is worth a last call.
    close: () => file.close(),
  }
}
