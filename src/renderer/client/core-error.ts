import type { AppError } from '../../shared/errors.ts'

/** An expected failure of the core on its way through libraries that carry failures as exceptions. */
export class CoreError extends Error {
  override readonly name = 'CoreError'
  readonly failure: AppError

  constructor(failure: AppError) {
    super(failure.code)
    this.failure = failure
  }
}

/** The failure to show for whatever was thrown; anything that is not the core's own answer is a bug. */
export function failureOf(thrown: unknown): AppError {
  if (thrown instanceof CoreError) return thrown.failure
  return { code: 'call.bug', details: { call: thrown instanceof Error ? thrown.message.slice(0, 100) : '' } }
}
