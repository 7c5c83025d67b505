import { todayCalls } from '../../../shared/contract/today.ts'
import { addDays, type Day, dayOf } from '../../../shared/days.ts'
import type { AppDeps } from '../app-deps.ts'
import { fail } from '../calls/failure.ts'
import { act, answer, type Routes } from '../calls/handlers.ts'
import { unreadCount } from '../messages/unread.ts'
import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'
import { readPlace, readSheetAt } from '../safety/safety-settings.ts'

type TodayDeps = Pick<AppDeps, 'offices' | 'modem' | 'wake'>

const listMax = 50
const aheadDays = 14

const takings = (read: Reader, day: Day) => {
  const row = read.first(
    sql
      .selectFrom('payment')
      .select(({ fn }) => [
        fn.sum<number | null>('sum_kop').as('sum'),
        fn.sum<number | null>('fee_kop').as('fee'),
        fn.countAll<number>().as('all'),
        fn.count<number>('reverses_id').as('reversals'),
      ])
      .where('day', '=', day),
  )
  return {
    taken_kop: row?.sum ?? 0,
    fee_kop: row?.fee ?? 0,
    payments: (row?.all ?? 0) - (row?.reversals ?? 0),
    reversals: row?.reversals ?? 0,
  }
}

const reminderCount = (
  read: Reader,
  day: Day,
  statuses: readonly ('planned' | 'queued' | 'skipped')[],
): number =>
  read.first(
    sql
      .selectFrom('occurrence')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('day', '=', day)
      .where('status', 'in', statuses),
  )?.count ?? 0

const messageCount = (read: Reader, status: 'uncertain' | 'failed'): number =>
  read.first(
    sql
      .selectFrom('message')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('status', '=', status),
  )?.count ?? 0

const openOrders = (read: Reader) =>
  read.all(
    sql
      .selectFrom('pay_order')
      .innerJoin('phone', 'phone.id', 'pay_order.phone_id')
      .innerJoin('account', 'account.id', 'pay_order.account_id')
      .innerJoin('client', 'client.id', 'account.client_id')
      .innerJoin('service', 'service.id', 'account.service_id')
      .select([
        'pay_order.id as id',
        'client.id as clientId',
        'client.name as clientName',
        'phone.e164 as phone',
        'service.short_name as service',
        'account.number as number',
        'pay_order.sum_kop as sum_kop',
        'pay_order.fee_kop as fee_kop',
        'pay_order.status as status',
        'pay_order.at as at',
      ])
      .where('pay_order.status', 'in', ['confirmed', 'waiting'])
      .orderBy('pay_order.id', 'desc')
      .limit(listMax),
  )

const openClaims = (read: Reader) =>
  read.all(
    sql
      .selectFrom('claim')
      .innerJoin('account', 'account.id', 'claim.account_id')
      .innerJoin('client', 'client.id', 'account.client_id')
      .innerJoin('service', 'service.id', 'account.service_id')
      .select([
        'claim.id as id',
        'client.id as clientId',
        'client.name as clientName',
        'service.short_name as service',
        'account.number as number',
        'account.debt_kop as debt_kop',
        'claim.at as at',
      ])
      .where('claim.status', '=', 'open')
      .orderBy('claim.id', 'desc')
      .limit(listMax),
  )

const byDay = (rows: readonly { readonly day: string; readonly count: number }[]): Map<string, number> =>
  new Map(rows.map((row) => [row.day, row.count]))

const upcoming = (read: Reader, today: Day) => {
  const last = addDays(today, aheadDays - 1)
  const due = byDay(
    read.all(
      sql
        .selectFrom('bill')
        .select(({ fn }) => ['due_day as day', fn.countAll<number>().as('count')])
        .where('left_kop', '>', 0)
        .where('due_day', '>=', today)
        .where('due_day', '<=', last)
        .groupBy('due_day'),
    ),
  )
  const reminders = byDay(
    read.all(
      sql
        .selectFrom('occurrence')
        .select(({ fn }) => ['day', fn.countAll<number>().as('count')])
        .where('status', '=', 'planned')
        .where('day', '>=', today)
        .where('day', '<=', last)
        .groupBy('day'),
    ),
  )
  return Array.from({ length: aheadDays }, (_, index) => addDays(today, index)).map((day) => ({
    day,
    due: due.get(day) ?? 0,
    reminders: reminders.get(day) ?? 0,
  }))
}

const exists = (read: Reader, table: 'provider' | 'bill' | 'reminder_rule' | 'phone'): boolean =>
  read.first(sql.selectFrom(table).select('id').limit(1)) !== undefined

const sentOnce = (read: Reader): boolean =>
  read.first(sql.selectFrom('message').select('id').where('status', 'in', ['sent', 'delivered']).limit(1)) !==
  undefined

/** There is no passphrase in a training office, and nothing to lose. */
const safetyItems = (read: Reader) => [
  { code: 'recovery-sheet' as const, done: readSheetAt(read) !== null },
  { code: 'second-copy' as const, done: readPlace(read) !== null },
]

const checklist = (read: Reader, deps: TodayDeps) => [
  { code: 'modem' as const, done: deps.modem.state().phase === 'ready' },
  { code: 'provider' as const, done: exists(read, 'provider') },
  { code: 'registry' as const, done: exists(read, 'bill') },
  { code: 'phone' as const, done: exists(read, 'phone') },
  { code: 'rule' as const, done: exists(read, 'reminder_rule') },
  ...(deps.offices.get(read).kind === 'real' ? safetyItems(read) : []),
  { code: 'test-sms' as const, done: sentOnce(read) },
]

/** What this day holds: takings, reminders, and the work that waits for a person. */
export const todayRoutes = (deps: TodayDeps): Routes<'today'> => ({
  'today.summary': answer(todayCalls['today.summary'], (read, _input, call) => {
    const day = dayOf(call.now, deps.offices.get(read).timeZone)
    const requests = read.first(
      sql
        .selectFrom('request')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('at', '>=', call.now - 24 * 3_600_000),
    )
    const drafts = read.first(sql.selectFrom('draft').select(({ fn }) => fn.countAll<number>().as('count')))
    return {
      day,
      ...takings(read, day),
      remindersToday: reminderCount(read, day, ['planned', 'queued']),
      remindersSent: reminderCount(read, day, ['queued']),
      remindersTomorrow: reminderCount(read, addDays(day, 1), ['planned', 'queued']),
      requests: requests?.count ?? 0,
      uncertain: messageCount(read, 'uncertain'),
      failed: messageCount(read, 'failed'),
      unread: unreadCount(read),
      orders: openOrders(read),
      claims: openClaims(read),
      drafts: drafts?.count ?? 0,
      checklist: checklist(read, deps),
      upcoming: upcoming(read, day),
    }
  }),
})

/** БЫЛО settled by a person: the bills are reminded of again, unless they are paid. */
export const claimRoutes = (deps: TodayDeps): Routes<'claims'> => ({
  'claims.settle': act(todayCalls['claims.settle'], (tx, input, call) => {
    const claim = tx.first(sql.selectFrom('claim').selectAll().where('id', '=', input.id))
    if (claim === undefined) return fail('not-found', { what: 'claim', id: input.id })
    tx.run(sql.updateTable('claim').set({ status: 'settled' }).where('id', '=', input.id))
    tx.run(
      sql
        .updateTable('bill')
        .set({ silenced: 0 })
        .where('account_id', '=', claim.account_id)
        .where('silenced', '=', 1),
    )
    call.changed('claims', 'reminders', 'bills')
    call.after(deps.wake.plan)
    return {}
  }),
})

export const orderRoutes: Routes<'orders'> = {
  'orders.cancel': act(todayCalls['orders.cancel'], (tx, input, call) => {
    tx.run(
      sql
        .updateTable('pay_order')
        .set({ status: 'cancelled' })
        .where('id', '=', input.id)
        .where('status', 'in', ['waiting', 'confirmed']),
    )
    call.changed('orders')
    return {}
  }),
}
