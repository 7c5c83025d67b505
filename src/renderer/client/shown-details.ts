import type { AppError } from '../../shared/errors.ts'
import { formatMoney } from '../../shared/money.ts'

/** Amounts (`…_kop`) as they are read, the rest as it is. */
export function shownDetails(details: AppError['details']): Record<string, string | number | boolean | null> {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      name.endsWith('_kop') && Number.isSafeInteger(value) ? formatMoney(Number(value)) : value,
    ]),
  )
}
