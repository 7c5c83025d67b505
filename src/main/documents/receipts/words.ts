import { formatDay, formatWeekdayDay } from '../../../shared/days.ts'
import { formatMoney } from '../../../shared/money.ts'
import type { ReceiptData } from '../../app/ports/receipt-data.ts'

const months = [
  'январь',
  'февраль',
  'март',
  'апрель',
  'май',
  'июнь',
  'июль',
  'август',
  'сентябрь',
  'октябрь',
  'ноябрь',
  'декабрь',
]

/** «ноябрь 2026» of `2026-11`; the provider's own words stay as they are. */
export function periodInWords(period: string): string {
  const match = /^(\d{4})-(\d{2})$/.exec(period)
  const name = months[Number(match?.[2]) - 1]
  return match === null || name === undefined ? period : `${name} ${match[1]}`
}

/** «вс 15.11.2026» */
export function weekdayAndDay(day: string): string {
  return `${formatWeekdayDay(day).slice(0, 2)} ${formatDay(day)}`
}

/** What is left on the account, in a sentence; null for services that have no bills. */
export function balanceInWords({ balance_kop }: Pick<ReceiptData, 'balance_kop'>): string | null {
  if (balance_kop === null) return null
  if (balance_kop > 0) return `Остался долг ${formatMoney(balance_kop)} ₽`
  if (balance_kop < 0) return `Долг погашен полностью, аванс ${formatMoney(-balance_kop)} ₽`
  return 'Долг погашен полностью, баланс 0,00 ₽'
}
