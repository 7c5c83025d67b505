/**
 * What a database's file holds, as the engine works on it. The file system inside sql.js takes its array from `slice` of
 * what `new Database(…)` is given, and then asks it for no more than `length`, `subarray` and `set`.
 * `test/store/engine` fails where a newer sql.js asks for anything else.
 */
export interface EngineFile {
  readonly [index: number]: number
  /** Octets that were written so far. */
  readonly byteLength: number
  /** How often it was written to. */
  readonly writes: number
  /** Once the engine has it this is the room there is; until then what there is to take over. */
  readonly length: number
  /** What sql.js takes over: this same file. */
  slice(): EngineFile
  /** The octets from `from` to `to`, no further than its end: good until the next call. */
  subarray(from: number, to: number): Uint8Array
  /** Writes octets at `at`. */
  set(octets: Uint8Array, at?: number): void
  /** All octets, a mebibyte at a time: views, good until the next change. */
  pieces(): Generator<Uint8Array>
  /** Lets go of what holds them, after the engine was closed. */
  close(): void
}

/** A file that SQLite may make as long as it likes: there is always room behind its end. */
export const roomForAll = Number.MAX_SAFE_INTEGER

/** What `pieces` gives at once. */
export const sliceSize = 1024 * 1024
