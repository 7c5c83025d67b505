import type { AppError } from '../../../shared/errors.ts'

/** True when the core refused because the screen shows what is no longer so: a new look is the way on. */
export function isOutdated(error: AppError | null): boolean {
  return error?.code === 'payment.debt-changed' || error?.code === 'conflict.changed'
}
