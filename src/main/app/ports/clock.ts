/** An instant: milliseconds since 1970-01-01T00:00:00Z. */
export type Instant = number

/** The business clock. In a training office it is the system's clock plus an offset that only grows. */
export interface Clock {
  now(): Instant
}

/** Waits, on monotonic time. Business rules never wait; drivers and pumps do. */
export interface Timers {
  /** Milliseconds from an arbitrary start; never goes back. */
  monotonic(): number
  /** Calls `fire` once after `delay_ms`; the returned function cancels. */
  after(delay_ms: number, fire: () => void): () => void
}
