import { type Day, formatShortDay, timeOf } from '../../../../shared/days.ts'
import { lastPenaltyFreeDay, shiftDueDay } from '../../../domain/crediting.ts'
import { defaultTemplates, type TemplateKind } from '../../../domain/default-templates.ts'
import { hoursOn, nextDeskMoment } from '../../../domain/desk-hours.ts'
import { splitSum } from '../../../domain/fee.ts'
import { fitName, renderTemplate, type TemplateValues } from '../../../domain/templates.ts'
import type { AccountFacts } from '../../desk/account-facts.ts'
import { datesAt, type Terms, termsOf } from '../../desk/terms.ts'
import { feeTerms } from '../../money/fee-terms.ts'
import type { CalendarBook } from '../../office/calendar-book.ts'
import { type Office, type OfficeBook, readSetting } from '../../office/office-book.ts'
import type { Instant } from '../../ports/clock.ts'
import type { Reader } from '../../ports/store.ts'

export interface TextBooks {
  readonly offices: OfficeBook
  readonly calendars: CalendarBook
}

/** Everything a text is made from: the store as it is, the office, and one instant. */
export interface TextContext {
  readonly read: Reader
  readonly books: TextBooks
  readonly office: Office
  readonly now: Instant
  readonly today: Day
}

export const textContext = (read: Reader, books: TextBooks, now: Instant): TextContext => {
  const office = books.offices.get(read)
  return { read, books, office, now, today: books.offices.zone(read).dayOf(now) }
}

/** The office's own text of a kind, or the one it began with. */
const templateOf = (read: Reader, kind: TemplateKind): string => {
  const own: unknown = JSON.parse(readSetting(read, `template:${kind}`) ?? 'null')
  return typeof own === 'string' ? own : defaultTemplates[kind]
}

/** Writes a text; the office's name and phone are always at hand. */
export const write = (context: TextContext, kind: TemplateKind, values: TemplateValues): string =>
  renderTemplate(templateOf(context.read, kind), {
    office: fitName(context.office.settings.smsName),
    phone: context.office.settings.phone,
    ...values,
  })

export const accountValues = (account: AccountFacts) => ({
  service: fitName(account.service),
  account: account.number,
})

export const termsToday = (context: TextContext, account: AccountFacts): Terms | null =>
  termsOf(context.read, account.providerId, context.today)

/** The last day on which paying here costs no penalty; the due day itself where no desk day can be found. */
export const lastDayFor = (context: TextContext, account: AccountFacts, dueDay: Day): Day => {
  const terms = termsToday(context, account)
  if (terms === null) return dueDay
  const calendars = context.books.calendars.crediting(context.read, account.providerId)
  const shift = terms.dueShift === 'none' ? 'none' : 'next-working-day'
  const due = shiftDueDay(dueDay, shift, calendars.office)
  return lastPenaltyFreeDay(due, terms.crediting, calendars) ?? due
}

export interface PayingNow {
  readonly total_kop: number
  readonly counting: Day
  readonly crediting: Day
  /** When money can be handed over: today, or the day the desk next opens. */
  readonly payDay: Day
  readonly payDayText: string
  readonly closes: string
}

/** What paying a sum at the next open desk costs, and when it arrives; null when no contract holds. */
export const payingNow = (context: TextContext, account: AccountFacts, sum_kop: number): PayingNow | null => {
  const terms = termsToday(context, account)
  if (terms === null) return null
  const calendars = context.books.calendars.crediting(context.read, account.providerId)
  const time = timeOf(context.now, context.office.timeZone)
  const moment = nextDeskMoment(calendars.desk, calendars.office, context.today, time)
  const dates = datesAt(context.read, terms, context.now, context.books)
  return {
    total_kop: splitSum(sum_kop, feeTerms(terms.fee)).total,
    ...dates,
    payDay: moment.day,
    payDayText: moment.day === context.today ? 'сегодня' : formatShortDay(moment.day),
    closes: hoursOn(calendars.desk, calendars.office, moment.day)?.closes ?? context.office.settings.closes,
  }
}
