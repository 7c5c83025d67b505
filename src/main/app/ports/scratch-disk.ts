/**
 * A file of this process alone, read and written at once: whoever uses it stops its thread. Calls throw `FileError`.
 * It is gone with the process, at the latest when the office is opened next.
 */
export interface ScratchDisk {
  /** Fills all of `target` from `position` on. */
  read(target: Uint8Array, position: number): void
  write(octets: Uint8Array, position: number): void
  /** The file is gone then. */
  close(): void
}
