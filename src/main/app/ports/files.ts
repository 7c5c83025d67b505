/** Why the file system said no; `denied` is a missing right, `busy` another program's hold on the file. */
export type FileProblemCode =
  | 'missing'
  | 'exists'
  | 'no-space'
  | 'read-only'
  | 'denied'
  | 'busy'
  | 'short'
  | 'io'

/** The only error `Files` and `DataFile` reject with; whoever calls them turns it into data at its own edge. */
export class FileError extends Error {
  readonly code: FileProblemCode
  readonly path: string
  readonly call: string

  constructor(code: FileProblemCode, path: string, call: string, cause?: unknown) {
    super(`${call} ${path}: ${code}`, { cause })
    this.name = 'FileError'
    this.code = code
    this.path = path
    this.call = call
  }
}

/** An open file. Positions and lengths are octets from its start. */
export interface DataFile {
  size(): Promise<number>
  /** Exactly `length` octets; rejects with `short` where the file ends before. */
  read(position: number, length: number): Promise<Uint8Array>
  /** All of `bytes`; not on disk until `datasync` has resolved. */
  write(bytes: Uint8Array, position: number): Promise<void>
  datasync(): Promise<void>
  truncate(length: number): Promise<void>
  close(): Promise<void>
}

/** Files and folders. Every call rejects with `FileError` and with nothing else. */
export interface Files {
  read(path: string): Promise<Uint8Array>
  /** Replaces the file as a whole: temporary file beside it, sync, rename, sync of the folder. */
  writeAtomic(path: string, chunks: Iterable<Uint8Array>): Promise<void>
  /** Makes a file that was not there, without a sync; rejects with `exists` where it was. For locks. */
  writeNew(path: string, bytes: Uint8Array): Promise<void>
  open(path: string, mode: 'read' | 'write'): Promise<DataFile>
  /** Names in the folder, sorted by code unit. */
  list(folder: string): Promise<string[]>
  exists(path: string): Promise<boolean>
  size(path: string): Promise<number>
  /** With those above it, their names on disk when it resolves; a `private` one (0700) is for its owner alone. */
  makeFolder(folder: string, rights?: 'private' | 'usual'): Promise<void>
  /** Tries again for a while where another program (an antivirus) holds the file; the folder is synced after. */
  rename(from: string, to: string): Promise<void>
  /** A file that is not there is no error. */
  remove(path: string): Promise<void>
  /** The path with links resolved: two names of one folder give one answer. */
  realPath(path: string): Promise<string>
}
