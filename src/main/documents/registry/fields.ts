import { type Day, dayFrom, lastDayOfMonth, type Month } from '../../../shared/days.ts'
import { type Kopecks, parseSignedMoney } from '../../../shared/money.ts'
import type { DateMask, PeriodMask, RegistryProfile } from '../../app/ports/registry-profile.ts'

const monthStems = ['янв', 'фев', 'мар', 'апр', 'ма[йя]', 'июн', 'июл', 'авг', 'сен', 'окт', 'ноя', 'дек']
const monthName = new RegExp(
  `^(${monthStems.join('|')})[а-я]*\\.?\\s+(\\d{4}|\\d{2})(?:\\s*(?:г|год|года)\\.?)?$`,
  'iu',
)
/** A thousand million rubles: more is a mistake of the file. */
const largest_kop = 100_000_000_000

const datePatterns: Readonly<Record<DateMask, { pattern: RegExp; order: 'dmy' | 'ymd' }>> = {
  'DD.MM.YYYY': { pattern: /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/, order: 'dmy' },
  'DD.MM.YY': { pattern: /^(\d{1,2})\.(\d{1,2})\.(\d{2})$/, order: 'dmy' },
  'DD/MM/YYYY': { pattern: /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/, order: 'dmy' },
  'DD-MM-YYYY': { pattern: /^(\d{1,2})-(\d{1,2})-(\d{4})$/, order: 'dmy' },
  'YYYY-MM-DD': { pattern: /^(\d{4})-(\d{2})-(\d{2})$/, order: 'ymd' },
  YYYYMMDD: { pattern: /^(\d{4})(\d{2})(\d{2})$/, order: 'ymd' },
}

/** A day by its mask; a time after it is left out. Null when it is no day. */
export function readDay(text: string, mask: DateMask): Day | null {
  const { pattern, order } = datePatterns[mask]
  const match = pattern.exec(text.trim().replace(/[T ]\d{1,2}:\d{2}(?::\d{2})?$/, ''))
  if (!match) return null
  const [first, second, third] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return order === 'ymd'
    ? dayFrom(first, second, third)
    : dayFrom(third < 100 ? third + 2000 : third, second, first)
}

/** A month by its mask, years 2000 to 2099; spreadsheets drop the zero of `0126`, which is put back. */
export function readPeriod(text: string, mask: PeriodMask, dateMask: DateMask): Month | null {
  const bare = text.trim()
  if (mask === 'date') return readDay(bare, dateMask)?.slice(0, 7) ?? null
  if (mask === 'month-name') return readMonthName(bare)
  if (mask === 'MMYY') return month(/^(\d{1,2})(\d{2})$/.exec(bare), 1, 2)
  if (mask === 'MMYYYY') return month(/^(\d{1,2})(\d{4})$/.exec(bare), 1, 2)
  if (mask === 'YYYYMM') return month(/^(\d{4})(\d{2})$/.exec(bare), 2, 1)
  if (mask === 'MM.YYYY') return month(/^(\d{1,2})[./-](\d{4})$/.exec(bare), 1, 2)
  return month(/^(\d{4})[./-](\d{1,2})$/.exec(bare), 2, 1)
}

function readMonthName(text: string): Month | null {
  const match = monthName.exec(text)
  const name = match?.[1]
  if (name === undefined || match === null) return null
  const number = monthStems.findIndex((stem) => new RegExp(`^${stem}$`, 'iu').test(name)) + 1
  return monthOfYear(match[2] ?? '', number)
}

function month(match: RegExpExecArray | null, monthAt: number, yearAt: number): Month | null {
  return match === null ? null : monthOfYear(match[yearAt] ?? '', Number(match[monthAt]))
}

function monthOfYear(digits: string, number: number): Month | null {
  const year = Number(digits.length === 2 ? `20${digits}` : digits)
  if (year < 2000 || year > 2099) return null
  return dayFrom(year, number, 1)?.slice(0, 7) ?? null
}

/** A sum with its sign, by the profile's unit and decimal mark; null when it cannot be read beyond doubt. */
export function readAmount(
  text: string,
  profile: Pick<RegistryProfile, 'unit' | 'decimals'>,
): Kopecks | null {
  const amount = profile.unit === 'kopecks' ? wholeKopecks(text) : rubles(text.trim(), profile.decimals)
  return amount === null || Math.abs(amount) > largest_kop ? null : amount
}

function wholeKopecks(text: string): Kopecks | null {
  const bare = text.replace(/\s+/gu, '')
  return /^[+-]?\d{1,15}$/.test(bare) ? Number(bare) + 0 : null
}

function rubles(text: string, decimals: RegistryProfile['decimals']): Kopecks | null {
  if (decimals === 'any') return parseSignedMoney(text)
  const [mark, other] = decimals === 'comma' ? [',', '.'] : ['.', ',']
  const pieces = text.split(other)
  if (pieces.length === 1) return parseSignedMoney(text)
  // The other mark can only group thousands here.
  const [whole = '', ...groups] = pieces
  const good = groups.every((group, at) =>
    at === groups.length - 1 ? /^\d{3}$/.test(group.split(mark)[0] ?? '') : /^\d{3}$/.test(group),
  )
  return good && /^[+\-−]?\d{1,3}$/u.test(whole) ? parseSignedMoney(pieces.join('')) : null
}

/** An account as written, without what spreadsheets add; null when empty or not like an account. */
export function readAccount(text: string): string | null {
  const bare = text.replace(/\s+/gu, ' ').trim().replace(/^'/, '')
  return /^[\p{L}\d][\p{L}\d\-/. ]{0,29}$/u.test(bare) && /\d/.test(bare) ? bare : null
}

/** The due day by the profile's rule; a day past the month's end is its last. */
export function dueDay(period: Month, rule: { readonly months: number; readonly day: number }): Day | null {
  const index = Number(period.slice(0, 4)) * 12 + Number(period.slice(5, 7)) - 1 + rule.months
  const first = dayFrom(Math.trunc(index / 12), (index % 12) + 1, 1)
  if (first === null) return null
  const last = lastDayOfMonth(first)
  const wanted = `${first.slice(0, 8)}${String(rule.day).padStart(2, '0')}`
  return wanted < last ? wanted : last
}
