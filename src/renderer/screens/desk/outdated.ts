import type { AppError } from '../../../shared/errors.ts'

const outdated: readonly AppError['code'][] = ['payment.debt-changed', 'payment.amount', 'conflict.changed']

/** True when the core refused because the screen shows what is no longer so: a new look is the way on. */
export function isOutdated(error: AppError | null): boolean {
  return error !== null && outdated.includes(error.code)
}
