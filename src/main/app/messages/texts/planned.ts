import { formatShortDay, formatWeekdayDay } from '../../../../shared/days.ts'
import { formatSmsMoney } from '../../../../shared/money.ts'
import { toLatin } from '../../../domain/latin-letters.ts'
import { type AccountFacts, accountFacts } from '../../desk/account-facts.ts'
import { sql } from '../../ports/sql.ts'
import type { Rendering } from '../renderer.ts'
import { accountValues, lastDayFor, type TextContext, write } from './text-context.ts'

/** The text of a reminder about a bill, as it would leave now. */
export const reminderText = (context: TextContext, account: AccountFacts, dueDay: string): string => {
  const lastDay = lastDayFor(context, account, dueDay)
  const values = { ...accountValues(account), debt: formatSmsMoney(account.debt_kop) }
  return lastDay < context.today
    ? write(context, 'overdue', { ...values, due: formatShortDay(dueDay) })
    : write(context, 'reminder', { ...values, lastWeekday: formatWeekdayDay(lastDay) })
}

/** What an occurrence says when it is sent; paid, silenced and refused ones are not sent at all. */
export const occurrenceText = (context: TextContext, occurrenceId: number): Rendering => {
  const row = context.read.first(
    sql
      .selectFrom('occurrence')
      .innerJoin('bill', 'bill.id', 'occurrence.bill_id')
      .innerJoin('phone', 'phone.id', 'occurrence.phone_id')
      .innerJoin('reminder_rule', 'reminder_rule.id', 'occurrence.rule_id')
      .select([
        'occurrence.account_id',
        'bill.left_kop',
        'bill.due_day',
        'bill.silenced',
        'phone.no_reminders',
        'reminder_rule.offset_days',
      ])
      .where('occurrence.id', '=', occurrenceId),
  )
  const account = row === undefined ? undefined : accountFacts(context.read, row.account_id)
  if (row === undefined || account === undefined) return { drop: 'gone' }
  if (row.left_kop <= 0) return { drop: 'paid' }
  if (row.silenced === 1) return { drop: 'silenced' }
  if (row.no_reminders === 1) return { drop: 'stopped' }
  const passed = lastDayFor(context, account, row.due_day) < context.today
  if (passed && row.offset_days >= 0) return { drop: 'stale' }
  return { text: reminderText(context, account, row.due_day) }
}

/** An advertisement with the office's name before it and the way to refuse after it, as two sentences. */
export const adWords = (context: TextContext, text: string): string =>
  write(context, 'campaign', { text: /[.!?…]$/u.test(text.trim()) ? text.trim() : `${text.trim()}.` })

/** Advertising leaves only while its campaign runs, its phone's consent lives and nobody said СТОП. */
export const adText = (context: TextContext, campaignId: number, recipient: string): Rendering => {
  const campaign = context.read.first(
    sql.selectFrom('campaign').select(['text', 'status', 'latin']).where('id', '=', campaignId),
  )
  if (campaign === undefined) return { drop: 'gone' }
  if (campaign.status !== 'running') return { drop: 'cancelled' }
  const phones = context.read.all(
    sql.selectFrom('phone').select(['id', 'no_ads']).where('e164', '=', recipient),
  )
  if (phones.length === 0 || phones.some((phone) => phone.no_ads === 1)) return { drop: 'stopped' }
  const consent = context.read.first(
    sql
      .selectFrom('consent')
      .select('id')
      .where(
        'phone_id',
        'in',
        phones.map((phone) => phone.id),
      )
      .where('withdrawn_at', 'is', null),
  )
  if (consent === undefined) return { drop: 'no-consent' }
  const text = adWords(context, campaign.text)
  return { text: campaign.latin === 1 ? toLatin(text) : text }
}
