/** How far a journal is on disk. */
export interface JournalPlace {
  readonly segment: number
  /** Octets of the segment's file. */
  readonly position: number
  /** The last frame in them; 0 before the first. */
  readonly sequence: number
  readonly tag: Uint8Array
}
