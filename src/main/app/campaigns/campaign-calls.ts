import { Audience, campaignCalls } from '../../../shared/contract/campaigns.ts'
import { toLatin } from '../../domain/latin-letters.ts'
import { longestLetters } from '../../domain/templates.ts'
import type { AppDeps } from '../app-deps.ts'
import { fail } from '../calls/failure.ts'
import { act, actLong, answer, type Routes } from '../calls/handlers.ts'
import { partsOfForms } from '../messages/latin-form.ts'
import { queueMessage } from '../messages/queue-message.ts'
import { adWords } from '../messages/texts/planned.ts'
import { textContext } from '../messages/texts/text-context.ts'
import { sql } from '../ports/sql.ts'
import type { Reader, Writer } from '../ports/store.ts'
import type { CampaignRow } from '../ports/tables/sms-rows.ts'
import { dailyCapOf } from '../sims/sims.ts'
import { reach } from './audience.ts'

export type CampaignDeps = Pick<
  AppDeps,
  'store' | 'offices' | 'calendars' | 'modem' | 'wake' | 'log' | 'timers' | 'emit'
>

const queueSlice = 200

const counts = (read: Reader, campaignId: number) => {
  const rows = read.all(
    sql
      .selectFrom('message')
      .select(({ fn }) => ['status', fn.countAll<number>().as('count')])
      .where('campaign_id', '=', campaignId)
      .groupBy('status'),
  )
  const of = (...statuses: string[]) =>
    rows.filter((row) => statuses.includes(row.status)).reduce((all, row) => all + row.count, 0)
  return {
    sent: of('sent', 'delivered', 'uncertain'),
    delivered: of('delivered'),
    failed: of('failed'),
    waiting: of('queued', 'sending'),
    dropped: of('dropped'),
  }
}

const view = (read: Reader, row: CampaignRow & { startedBy: string | null }) => {
  const sums = counts(read, row.id)
  const done = row.status === 'running' && sums.waiting === 0 && row.recipients > 0
  return {
    id: row.id,
    name: row.name,
    text: row.text,
    latin: row.latin === 1,
    audience: Audience.parse(JSON.parse(row.audience)),
    status: done ? ('done' as const) : row.status,
    recipients: row.recipients,
    ...sums,
    createdAt: row.created_at,
    startedAt: row.started_at,
    startedBy: row.startedBy,
  }
}

const queueAll = async (
  campaignId: number,
  numbers: readonly string[],
  now: number,
  operatorId: number,
  deps: CampaignDeps,
): Promise<number> => {
  let queued = 0
  for (let from = 0; from < numbers.length; from += queueSlice) {
    const slice = numbers.slice(from, from + queueSlice)
    const going = await deps.store.write((tx) => {
      const now_ = tx.first(sql.selectFrom('campaign').select('status').where('id', '=', campaignId))
      if (now_?.status === 'stopped') return false
      // Running before its first message waits: the pump drops advertising of a campaign nobody started.
      tx.run(sql.updateTable('campaign').set({ status: 'running' }).where('id', '=', campaignId))
      for (const recipient of slice) {
        const id = queueMessage(tx, {
          lane: 'campaign',
          args: { kind: 'ad', campaignId },
          recipient,
          dedupeKey: `ad:${campaignId}:${recipient}`,
          at: now,
          operatorId,
          campaignId,
        })
        if (id !== null) queued += 1
      }
      return true
    })
    if (!going) return queued
    deps.emit({
      type: 'progress',
      job: `campaign:${campaignId}`,
      done: from + slice.length,
      total: numbers.length,
    })
  }
  return queued
}

const stopCampaign = (tx: Writer, id: number, at: number): number => {
  const waiting = tx.all(
    sql.selectFrom('message').select('id').where('campaign_id', '=', id).where('status', '=', 'queued'),
  )
  tx.run(
    sql
      .updateTable('message')
      .set({ status: 'dropped', reason: 'cancelled', done_at: at })
      .where('campaign_id', '=', id)
      .where('status', '=', 'queued'),
  )
  tx.run(sql.updateTable('campaign').set({ status: 'stopped' }).where('id', '=', id))
  return waiting.length
}

const start = (deps: CampaignDeps) =>
  actLong(campaignCalls['campaigns.start'], async (input, call, finish) => {
    const { read } = deps.store
    const campaign = read.first(sql.selectFrom('campaign').selectAll().where('id', '=', input.id))
    if (campaign === undefined) return fail('not-found', { what: 'campaign', id: input.id })
    const interrupted = campaign.status === 'running' && campaign.recipients === 0
    if (campaign.status !== 'draft' && !interrupted) return fail('campaign.not-draft')
    const { numbers } = reach(read, Audience.parse(JSON.parse(campaign.audience)))
    if (numbers.length === 0) return fail('campaign.no-audience')
    // The person confirmed a number of recipients; another number now is another decision.
    if (numbers.length !== input.recipients) return fail('conflict.changed', { recipients: numbers.length })
    const operatorId = call.operator?.id ?? 0
    const queued = await queueAll(input.id, numbers, call.now, operatorId, deps)
    const started = await finish((tx) => {
      const state = tx.first(sql.selectFrom('campaign').select('status').where('id', '=', input.id))
      tx.run(
        sql
          .updateTable('campaign')
          .set({
            status: state?.status === 'stopped' ? 'stopped' : 'running',
            recipients: numbers.length,
            started_at: call.now,
            started_by: operatorId,
          })
          .where('id', '=', input.id),
      )
      deps.log.append(tx, {
        at: call.now,
        operatorId,
        action: 'campaign.start',
        subject: 'campaign',
        subjectId: input.id,
        details: { recipients: numbers.length },
      })
      return { queued }
    })
    call.changed('campaigns', 'messages')
    call.after(deps.wake.outbox)
    return started
  })

/** Advertising: drafted, looked at, and sent only when a person starts it. */
export const campaignRoutes = (deps: CampaignDeps): Routes<'campaigns'> => ({
  'campaigns.list': answer(campaignCalls['campaigns.list'], (read) => ({
    items: read
      .all(
        sql
          .selectFrom('campaign')
          .leftJoin('operator', 'operator.id', 'campaign.started_by')
          .selectAll('campaign')
          .select('operator.name as startedBy')
          .orderBy('campaign.id', 'desc')
          .limit(200),
      )
      .map((row) => view(read, row)),
  })),
  'campaigns.save': act(campaignCalls['campaigns.save'], (tx, input, call) => {
    const row = {
      name: input.name,
      text: input.text,
      audience: JSON.stringify(input.audience),
      latin: input.latin === true ? 1 : 0,
    }
    if (longestLetters(input.text) > 600) return fail('template.too-long')
    call.changed('campaigns')
    if (input.id === null) {
      const id = tx.nextId('campaign')
      tx.run(
        sql.insertInto('campaign').values({
          ...row,
          id,
          status: 'draft',
          recipients: 0,
          created_at: call.now,
          created_by: call.operator?.id ?? 0,
          started_at: null,
          started_by: null,
        }),
      )
      return { id }
    }
    const before = tx.first(sql.selectFrom('campaign').select('status').where('id', '=', input.id))
    if (before?.status !== 'draft') return fail('campaign.not-draft')
    tx.run(sql.updateTable('campaign').set(row).where('id', '=', input.id))
    return { id: input.id }
  }),
  'campaigns.preview': answer(campaignCalls['campaigns.preview'], (read, input, call) => {
    const { numbers, ...others } = reach(read, input.audience)
    const russian = adWords(textContext(read, deps, call.now), input.text)
    const text = input.latin === true ? toLatin(russian) : russian
    const measure = deps.modem.measure(text)
    const perDay = dailyCapOf(read, deps.offices.get(read).settings.smsPerDay)
    const days = Math.ceil((numbers.length * measure.parts) / Math.max(1, perDay))
    return {
      recipients: numbers.length,
      ...others,
      text,
      measure,
      days,
      ...partsOfForms(russian, deps.modem),
    }
  }),
  'campaigns.start': start(deps),
  'campaigns.stop': act(campaignCalls['campaigns.stop'], (tx, input, call) => {
    const row = tx.first(sql.selectFrom('campaign').select('status').where('id', '=', input.id))
    if (row === undefined) return fail('not-found', { what: 'campaign', id: input.id })
    if (row.status !== 'running') return fail('campaign.not-draft')
    const dropped = stopCampaign(tx, input.id, call.now)
    call.changed('campaigns', 'messages')
    return { dropped }
  }),
})
