import type { z } from 'zod'
import { FeeTerms } from '../../../shared/contract/providers.ts'
import type { Day } from '../../../shared/days.ts'
import { type CreditingTerms, type PaymentDates, paymentDates } from '../../domain/crediting.ts'
import { nextDeskMoment } from '../../domain/desk-hours.ts'
import type { CalendarBook } from '../office/calendar-book.ts'
import type { OfficeBook } from '../office/office-book.ts'
import type { Instant } from '../ports/clock.ts'
import { prepared } from '../ports/prepared.ts'
import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'
import type { ContractRow } from '../ports/tables/trade-rows.ts'

/** The contract's terms as they hold on a day. */
export interface Terms {
  readonly providerId: number
  readonly fee: z.output<typeof FeeTerms>
  readonly crediting: CreditingTerms
  readonly minimum_kop: number
  readonly maximum_kop: number
  readonly dueShift: ContractRow['due_shift']
  readonly penaltyFirst: boolean
}

const weekdays = (text: string | null): number[] => (text === null ? [] : text.split(',').map(Number))

const contractOn = prepared((given: { providerId: number; day: Day }) =>
  sql
    .selectFrom('contract')
    .innerJoin('provider', 'provider.id', 'contract.provider_id')
    .selectAll('contract')
    .select('provider.legal')
    .where('contract.provider_id', '=', given.providerId)
    .where('contract.from_day', '<=', given.day)
    .where((row) => row.or([row('contract.to_day', 'is', null), row('contract.to_day', '>=', given.day)]))
    .orderBy('contract.from_day', 'desc')
    .orderBy('contract.id', 'desc')
    .limit(1),
)

/** The terms of a provider on a day: the latest contract that began by then; null when none holds. */
export const termsOf = (read: Reader, providerId: number, day: Day): Terms | null => {
  const row = read.first(contractOn({ providerId, day }))
  if (row === undefined) return null
  return {
    providerId,
    fee: FeeTerms.parse(JSON.parse(row.fee)),
    crediting: {
      legalType: row.legal,
      cutOff: row.cutoff,
      shortDayCutOff: row.early_cutoff,
      monthEndCutOff: row.early_cutoff,
      lag_workingDays: row.lag_days,
      transferWeekdays: weekdays(row.transfer_weekdays),
    },
    minimum_kop: row.minimum_kop,
    maximum_kop: row.maximum_kop,
    dueShift: row.due_shift,
    penaltyFirst: row.penalty_first === 1,
  }
}

/** The two dates of money handed over at an instant, or when the desk next opens. */
export const datesAt = (
  read: Reader,
  terms: Terms,
  at: Instant,
  books: { readonly offices: OfficeBook; readonly calendars: CalendarBook },
): PaymentDates => {
  const zone = books.offices.zone(read)
  const calendars = books.calendars.crediting(read, terms.providerId)
  const moment = nextDeskMoment(calendars.desk, calendars.office, zone.dayOf(at), zone.timeOf(at))
  return paymentDates(moment.day, moment.time, terms.crediting, calendars)
}
