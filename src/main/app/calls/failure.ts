import type { AppError, ErrorCode } from '../../../shared/errors.ts'

/** An expected failure on its way out of a use case: returned, never thrown. */
export class Failure {
  readonly error: AppError

  constructor(error: AppError) {
    this.error = error
  }
}

export const fail = (code: ErrorCode, details: AppError['details'] = {}): Failure =>
  new Failure({ code, details })
