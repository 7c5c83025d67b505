import type { AppError } from '../../shared/errors.ts'
import { formatMoney } from '../../shared/money.ts'

/** What a text of its own is kept for: the kind of a refusal, or that the program did not answer at all. */
export function textContext({ code, details }: AppError): string | null {
  const { what, reason } = details
  if (code === 'call.stopping' && reason === 'unreachable') return reason
  return typeof what === 'string' ? what : null
}

/** Amounts (`…_kop`) as they are read, the rest as it is. */
export function shownDetails(details: AppError['details']): Record<string, string | number | boolean | null> {
  return Object.fromEntries(
    Object.entries(details).map(([name, value]) => [
      name,
      name.endsWith('_kop') && Number.isSafeInteger(value) ? formatMoney(Number(value)) : value,
    ]),
  )
}
