import { type AccountFacts, accountsOfPhone } from '../desk/account-facts.ts'
import { lanes, type MessageArgs } from '../messages/message-args.ts'
import { menuOf } from '../messages/texts/answers.ts'
import type { Instant } from '../ports/clock.ts'
import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'
import type { InboxRow, PayOrderRow } from '../ports/tables/sms-rows.ts'

const hour_ms = 3_600_000
/** Our list of accounts stays an open question, and an account is still the one spoken of, this long. */
const talkLife_ms = 2 * hour_ms
/** An answer to a reminder or an advertisement is understood as such for this long. */
const contextLife_ms = 7 * 24 * hour_ms

/** What is known of who asks, before the text is read. */
export interface RequestContext {
  readonly inbox: InboxRow
  readonly now: Instant
  /** The numbers of our books that are this number; several clients may share a phone. */
  readonly phones: readonly { readonly id: number; readonly client_id: number }[]
  readonly accounts: readonly AccountFacts[]
  readonly waitingOrder: PayOrderRow | null
  readonly menuRows: number
  /** What was asked before our list: a row chosen from it answers that. */
  readonly menuQuestion: 'debt' | 'tariff' | 'arrival'
  /** The account our last answers spoke of. */
  readonly lastAccountId: number | null
  /** The last reminder or advertisement this number got. */
  readonly lastPlanned: { readonly kind: 'reminder' | 'ad'; readonly accountId: number | null } | null
}

const lastTo = (read: Reader, recipient: string, kinds: readonly MessageArgs['kind'][], since: Instant) =>
  read.first(
    sql
      .selectFrom('message')
      .select(['kind', 'account_id', 'created_at'])
      .where('recipient', '=', recipient)
      .where('kind', 'in', kinds)
      .where('status', 'in', ['sending', 'sent', 'delivered', 'uncertain'])
      .where('created_at', '>=', since)
      .orderBy('id', 'desc')
      .limit(1),
  )

/** Our last answers to this number, newest first, while they are still in the mind of who asks. */
const lastReplies = (read: Reader, inbox: InboxRow, now: Instant) =>
  read.all(
    sql
      .selectFrom('message')
      .leftJoin('request', 'request.reply_id', 'message.id')
      .select(['message.kind as kind', 'message.account_id as accountId', 'request.kind as question'])
      .where('message.recipient', '=', inbox.sender)
      .where('message.lane', '=', lanes.reply)
      .where('message.created_at', '>=', now - talkLife_ms)
      .orderBy('message.id', 'desc')
      .limit(5),
  )

const questionOf = (kind: string | null | undefined): RequestContext['menuQuestion'] =>
  kind === 'tariff' || kind === 'arrival' ? kind : 'debt'

export const requestContext = (read: Reader, inbox: InboxRow, now: Instant): RequestContext => {
  const phones = read.all(
    sql.selectFrom('phone').select(['id', 'client_id']).where('e164', '=', inbox.sender).orderBy('id'),
  )
  const accounts = accountsOfPhone(read, inbox.sender)
  const ids = phones.map((phone) => phone.id)
  const waitingOrder =
    ids.length === 0
      ? undefined
      : read.first(
          sql
            .selectFrom('pay_order')
            .selectAll()
            .where('phone_id', 'in', ids)
            .where('status', '=', 'waiting')
            .where('expires_at', '>', now)
            .orderBy('id', 'desc')
            .limit(1),
        )
  const replies = lastReplies(read, inbox, now)
  const planned = lastTo(read, inbox.sender, ['reminder', 'ad'], now - contextLife_ms)
  return {
    inbox,
    now,
    phones,
    accounts,
    waitingOrder: waitingOrder ?? null,
    menuRows: replies[0]?.kind === 'accounts' ? menuOf(accounts).rows : 0,
    menuQuestion: questionOf(replies[0]?.question),
    lastAccountId: replies.find((reply) => reply.accountId !== null)?.accountId ?? null,
    lastPlanned:
      planned === undefined
        ? null
        : { kind: planned.kind === 'ad' ? 'ad' : 'reminder', accountId: planned.account_id },
  }
}
