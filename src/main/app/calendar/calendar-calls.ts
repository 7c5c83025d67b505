import { calendarCalls } from '../../../shared/contract/calendar.ts'
import type { AppDeps } from '../app-deps.ts'
import { IdCursor, pageOf, pageSize, readCursor } from '../calls/cursor.ts'
import { Failure, fail } from '../calls/failure.ts'
import { act, actLong, answer, type Routes } from '../calls/handlers.ts'
import type { RenderMessage } from '../messages/renderer.ts'
import { sql } from '../ports/sql.ts'
import type { ReminderRuleRow } from '../ports/tables/sms-rows.ts'
import { calendarMonth } from './month.ts'
import { occurrencesOfDay } from './occurrence-views.ts'

export interface CalendarDeps extends Pick<AppDeps, 'offices' | 'calendars' | 'wake' | 'log' | 'store'> {
  readonly render: RenderMessage
  /** Makes the plan again now; resolves with how many reminders it has. */
  readonly planNow: () => Promise<number>
}

/** The calendar and what is planned on it. */
export const calendarRoutes = (deps: CalendarDeps): Routes<'calendar'> => ({
  'calendar.month': answer(
    calendarCalls['calendar.month'],
    (read, input) =>
      calendarMonth(read, input.month, deps) ?? fail('calendar.invalid', { month: input.month }),
  ),
  'calendar.day': answer(calendarCalls['calendar.day'], (read, input, call) => {
    const after = readCursor(input.cursor, IdCursor)
    const rows = occurrencesOfDay(read, input.day, after, pageSize + 1, deps.render, call.now)
    return pageOf(rows, (row) => row.id)
  }),
  'calendar.setDay': act(calendarCalls['calendar.setDay'], (tx, input, call) => {
    for (const calendar of ['office', 'bank']) {
      tx.run(sql.deleteFrom('calendar_day').where('calendar', '=', calendar).where('day', '=', input.day))
      if (input.type !== null)
        tx.run(
          sql.insertInto('calendar_day').values({
            calendar,
            day: input.day,
            type: input.type,
            note: input.note,
            changed_at: call.now,
          }),
        )
    }
    deps.log.append(tx, {
      at: call.now,
      operatorId: call.operator?.id ?? null,
      action: 'calendar.set',
      subject: 'day',
      subjectId: null,
      details: { day: input.day, type: input.type },
    })
    call.changed('calendar', 'reminders')
    call.after(deps.wake.plan)
    return {}
  }),
  'calendar.skip': act(calendarCalls['calendar.skip'], (tx, input, call) => {
    const from = input.skipped ? 'planned' : 'skipped'
    const row = tx.first(sql.selectFrom('occurrence').select('status').where('id', '=', input.id))
    if (row === undefined) return fail('not-found', { what: 'occurrence', id: input.id })
    if (row.status !== from) return fail('conflict.changed')
    tx.run(
      sql
        .updateTable('occurrence')
        .set({
          status: input.skipped ? 'skipped' : 'planned',
          reason: input.skipped ? 'person' : null,
        })
        .where('id', '=', input.id),
    )
    call.changed('reminders', 'calendar')
    return {}
  }),
})

const ruleView = (row: ReminderRuleRow) => ({
  id: row.id,
  name: row.name,
  anchor: row.anchor,
  offsetDays: row.offset_days,
  at: row.at,
  minimum_kop: row.minimum_kop,
  serviceId: row.service_id,
  daysOff: row.days_off === 1,
  active: row.active === 1,
})

/** The rules by which reminders are planned. */
export const ruleRoutes = (deps: CalendarDeps): Routes<'rules'> => ({
  'rules.list': answer(calendarCalls['rules.list'], (read) => ({
    items: read.all(sql.selectFrom('reminder_rule').selectAll().orderBy('id')).map(ruleView),
  })),
  'rules.save': actLong(calendarCalls['rules.save'], async (input, call, finish) => {
    const values = {
      name: input.name,
      anchor: input.anchor,
      offset_days: input.offsetDays,
      at: input.at,
      minimum_kop: input.minimum_kop,
      service_id: input.serviceId,
      days_off: input.daysOff ? 1 : 0,
      active: input.active ? 1 : 0,
      changed_at: call.now,
    }
    const saved = await finish((tx) => {
      const id = input.id ?? tx.nextId('reminder_rule')
      if (input.id === null) tx.run(sql.insertInto('reminder_rule').values({ ...values, id }))
      else tx.run(sql.updateTable('reminder_rule').set(values).where('id', '=', id))
      return { id, planned: 0 }
    })
    if (saved instanceof Failure) return saved
    await deps.planNow()
    call.changed('reminders', 'calendar')
    const planned = deps.store.read.first(
      sql
        .selectFrom('occurrence')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where('rule_id', '=', saved.id)
        .where('status', '=', 'planned'),
    )
    return { id: saved.id, planned: planned?.count ?? 0 }
  }),
})
