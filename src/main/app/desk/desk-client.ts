import type { z } from 'zod'
import type { AccountView, DeskClient, DeskRow, PhoneView } from '../../../shared/contract/desk.ts'
import { type Day, dayOf } from '../../../shared/days.ts'
import { shiftDueDay } from '../../domain/crediting.ts'
import type { CalendarBook } from '../office/calendar-book.ts'
import type { OfficeBook } from '../office/office-book.ts'
import type { Instant } from '../ports/clock.ts'
import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'
import { type AccountFacts, accountsOfClient } from './account-facts.ts'
import { datesAt, type Terms, termsOf } from './terms.ts'

export interface DeskBooks {
  readonly offices: OfficeBook
  readonly calendars: CalendarBook
}

type Row = z.output<typeof DeskRow>

/** Phones that the client's screens show, with what they refused and agreed to. */
export const phonesOfClient = (read: Reader, clientId: number): z.output<typeof PhoneView>[] => {
  const consents = new Set(
    read
      .all(
        sql
          .selectFrom('consent')
          .innerJoin('phone', 'phone.id', 'consent.phone_id')
          .select('consent.phone_id')
          .where('phone.client_id', '=', clientId)
          .where('consent.withdrawn_at', 'is', null),
      )
      .map((row) => row.phone_id),
  )
  return read
    .all(sql.selectFrom('phone').selectAll().where('client_id', '=', clientId).orderBy('id'))
    .map((phone) => ({
      id: phone.id,
      e164: phone.e164,
      kind: phone.kind,
      noReminders: phone.no_reminders === 1,
      noAds: phone.no_ads === 1,
      consent: consents.has(phone.id),
    }))
}

const accountView = (account: AccountFacts, linkedPhoneIds: number[]): z.output<typeof AccountView> => ({
  id: account.id,
  serviceId: account.serviceId,
  provider: account.provider,
  service: account.service,
  number: account.number,
  holder: account.holder,
  debt_kop: account.debt_kop,
  advance_kop: account.advance_kop,
  debtDay: account.debtDay,
  linkedPhoneIds,
})

const openBills = (read: Reader, accountId: number) =>
  read.all(
    sql
      .selectFrom('bill')
      .select(['id', 'period', 'due_day', 'left_kop'])
      .where('account_id', '=', accountId)
      .where('left_kop', '>', 0)
      .orderBy('due_day')
      .orderBy('id')
      .limit(200),
  )

const rowsOf = (
  read: Reader,
  account: AccountFacts,
  terms: Terms | null,
  at: Instant,
  today: Day,
  books: DeskBooks,
): Row[] => {
  const common = {
    accountId: account.id,
    provider: account.provider,
    service: account.service,
    number: account.number,
    prepaid: account.billing === 'prepaid',
    creditingDay: terms === null ? today : datesAt(read, terms, at, books).crediting,
  }
  const calendar = books.calendars.office(read)
  const shift = terms?.dueShift === 'none' ? 'none' : 'next-working-day'
  const bills = openBills(read, account.id).map((bill) => ({
    ...common,
    key: `bill:${bill.id}`,
    billId: bill.id,
    period: bill.period,
    dueDay: bill.due_day,
    overdue: shiftDueDay(bill.due_day, shift, calendar) < today,
    left_kop: bill.left_kop,
  }))
  if (bills.length > 0) return bills
  return [
    {
      ...common,
      key: `account:${account.id}`,
      billId: null,
      period: '',
      dueDay: null,
      overdue: false,
      left_kop: 0,
    },
  ]
}

/** A client as the desk shows them: phones, accounts and a row for each thing that can be paid. */
export const deskClient = (
  read: Reader,
  clientId: number,
  at: Instant,
  books: DeskBooks,
): z.output<typeof DeskClient> | null => {
  const client = read.first(sql.selectFrom('client').selectAll().where('id', '=', clientId))
  if (client === undefined) return null
  const today = dayOf(at, books.offices.get(read).timeZone)
  const accounts = accountsOfClient(read, clientId)
  const links = read.all(
    sql
      .selectFrom('link')
      .innerJoin('account', 'account.id', 'link.account_id')
      .select(['link.account_id', 'link.phone_id'])
      .where('account.client_id', '=', clientId),
  )
  const phones = phonesOfClient(read, clientId)
  const claims = read.all(
    sql
      .selectFrom('claim')
      .innerJoin('account', 'account.id', 'claim.account_id')
      .innerJoin('service', 'service.id', 'account.service_id')
      .select('service.short_name')
      .where('account.client_id', '=', clientId)
      .where('claim.status', '=', 'open'),
  )
  return {
    id: client.id,
    name: client.name,
    address: client.address,
    note: client.note,
    phones,
    accounts: accounts.map((account) =>
      accountView(
        account,
        links.filter((link) => link.account_id === account.id).map((link) => link.phone_id),
      ),
    ),
    rows: accounts.flatMap((account) =>
      rowsOf(read, account, termsOf(read, account.providerId, today), at, today, books),
    ),
    warnings: [
      ...(phones.length === 0 ? [{ code: 'no-phone', details: {} }] : []),
      ...claims.map((claim) => ({ code: 'paid-elsewhere', details: { service: claim.short_name } })),
    ],
  }
}
