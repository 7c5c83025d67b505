/** Stands before each write of an office that another computer may have taken while this one slept. */
export interface Fence {
  /**
   * Null, at the price of two numbers, while the lock was renewed lately. Else it is renewed and looked at first:
   * rejects with `OfficeTakenOver`, or with `FileError` where that cannot be found out; then nothing may be written.
   */
  check(): Promise<void> | null
}

/** Of a lock that is not renewed. */
export const noFence: Fence = { check: () => null }
