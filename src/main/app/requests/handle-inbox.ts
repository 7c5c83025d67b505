import { readCommand } from '../../domain/commands.ts'
import { queueMessage } from '../messages/queue-message.ts'
import type { Instant } from '../ports/clock.ts'
import { sql } from '../ports/sql.ts'
import type { Reader, Writer } from '../ports/store.ts'
import type { InboxRow } from '../ports/tables/sms-rows.ts'
import { type AnswerDeps, answerRequest } from './answer-request.ts'
import { requestContext } from './request-context.ts'

const hour_ms = 3_600_000
/** An older request than this (a week switched off) is shown to a person, not answered. */
const staleAfter_ms = 72 * hour_ms
/** The same words again within this are the same request: two machines must not answer each other for ever. */
const echoWindow_ms = 60_000
/** Who can be answered: a mobile subscriber, not a short number or a name. */
const answerable = /^\+\d{11,15}$/

/** What the program settled without an answer: no person needs to look. */
const selfMade: ReadonlySet<Verdict> = new Set(['repeat', 'limit', 'silent'])

type Verdict = 'answer' | 'no-reply' | 'stale' | 'repeat' | 'limit' | 'silent'

const requestsSince = (read: Reader, sender: string, since: Instant, outcome: string | null): number => {
  let query = sql
    .selectFrom('request')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('sender', '=', sender)
    .where('at', '>=', since)
  if (outcome !== null) query = query.where('outcome', '=', outcome)
  return read.first(query)?.count ?? 0
}

const saidJustNow = (read: Reader, inbox: InboxRow): boolean =>
  read.first(
    sql
      .selectFrom('inbox')
      .select('id')
      .where('sender', '=', inbox.sender)
      .where('id', '<', inbox.id)
      .where('text', '=', inbox.text)
      .where('received_at', '>=', inbox.received_at - echoWindow_ms)
      .limit(1),
  ) !== undefined

const judge = (read: Reader, inbox: InboxRow, perHour: number, now: Instant): Verdict => {
  if (!answerable.test(inbox.sender)) return 'no-reply'
  if (now - (inbox.sent_at ?? inbox.received_at) > staleAfter_ms) return 'stale'
  if (saidJustNow(read, inbox)) return 'repeat'
  if (requestsSince(read, inbox.sender, now - hour_ms, 'answer') < perHour) return 'answer'
  return requestsSince(read, inbox.sender, now - hour_ms, 'limit') === 0 ? 'limit' : 'silent'
}

/**
 * Understands one message of the inbox, does what it asks, and queues the answer: all in the caller's transaction,
 * so that it happens once.
 */
export const handleInbox = (tx: Writer, inbox: InboxRow, now: Instant, deps: AnswerDeps): void =>
  handle(tx, inbox, 'handled', now, deps)

/** Requests that cannot change their meaning by what came after them and was lost. */
const readableTorn: ReadonlySet<string> = new Set([
  'debt',
  'tariff',
  'arrival',
  'accounts',
  'help',
  'stop',
  'remind',
])

/** Answers the beginning of a message whose rest is missing, where it is a plain request; it stays shown as torn. */
export const handleTorn = (
  tx: Writer,
  inbox: InboxRow,
  head: string,
  now: Instant,
  deps: AnswerDeps,
): void => {
  const { kind } = readCommand(head, { codeExpected: false, menuRows: 0 })
  if (readableTorn.has(kind)) handle(tx, { ...inbox, text: head }, 'incomplete', now, deps)
}

const handle = (
  tx: Writer,
  inbox: InboxRow,
  status: 'handled' | 'incomplete',
  now: Instant,
  deps: AnswerDeps,
): void => {
  const context = requestContext(tx, inbox, now)
  const command = readCommand(inbox.text, {
    codeExpected: context.waitingOrder !== null,
    menuRows: context.menuRows,
  })
  const perHour = deps.offices.get(tx).settings.requestsPerHour
  const verdict = judge(tx, inbox, perHour, now)
  const requestId = tx.nextId('request')
  const answer =
    verdict === 'answer'
      ? answerRequest(tx, context, command, requestId, deps)
      : verdict === 'limit'
        ? ({ args: { kind: 'limit', until: now + hour_ms }, accountId: null } as const)
        : null
  // A refusal holds however late, often or limited it is said; only its answer is bound by the limits.
  if (verdict !== 'answer' && verdict !== 'no-reply' && command.kind === 'stop')
    answerRequest(tx, context, command, requestId, deps)
  const replyId =
    answer === null
      ? null
      : queueMessage(tx, {
          lane: 'reply',
          args: answer.args,
          recipient: inbox.sender,
          dedupeKey: `reply:${inbox.id}`,
          at: now,
          inboxId: inbox.id,
          ...(answer.accountId === null ? {} : { accountId: answer.accountId }),
        })
  tx.run(
    sql.insertInto('request').values({
      id: requestId,
      inbox_id: inbox.id,
      sender: inbox.sender,
      kind: command.kind,
      account_id: answer?.accountId ?? null,
      outcome: verdict,
      reply_id: replyId,
      at: now,
    }),
  )
  const needsNobody = verdict === 'answer' ? command.kind !== 'unknown' : selfMade.has(verdict)
  tx.run(
    sql
      .updateTable('inbox')
      .set({
        status,
        request_kind: verdict === 'answer' ? command.kind : verdict,
        ...(needsNobody && status === 'handled' ? { read_at: now } : {}),
      })
      .where('id', '=', inbox.id),
  )
}
