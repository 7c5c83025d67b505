import { foldKey } from '../../../shared/fold.ts'
import type { Command, Target } from '../../domain/commands.ts'
import { refusalOf } from '../../domain/text-choice.ts'
import type { AccountFacts } from '../desk/account-facts.ts'
import type { MessageArgs } from '../messages/message-args.ts'
import { menuOf } from '../messages/texts/answers.ts'
import type { OfficeBook } from '../office/office-book.ts'
import type { Random } from '../ports/random.ts'
import { sql } from '../ports/sql.ts'
import type { Writer } from '../ports/store.ts'
import { makeClaim } from './claims.ts'
import { makeOrder, takeCode } from './pay-orders.ts'
import { resumeReminders, stopAds, stopReminders } from './refusals.ts'
import type { RequestContext } from './request-context.ts'

export interface AnswerDeps {
  readonly offices: OfficeBook
  readonly random: Random
}

export interface Answer {
  readonly args: MessageArgs
  readonly accountId: number | null
}

const plain = (args: MessageArgs): Answer => ({ args, accountId: null })

/** One account to speak of, or what to answer instead. Accounts of others and unknown ones get the same answer. */
const accountFor = (
  context: RequestContext,
  target: Target | null,
  hint: number | null = null,
): AccountFacts | Answer => {
  const { accounts } = context
  if (target?.kind === 'row')
    return accounts.slice(0, menuOf(accounts).rows)[target.row - 1] ?? plain({ kind: 'accounts' })
  if (target?.kind === 'account') {
    const key = foldKey(target.number).replaceAll(' ', '')
    const own = accounts.find((account) => foldKey(account.number).replaceAll(' ', '') === key)
    return own ?? plain({ kind: 'not-yours' })
  }
  const hinted = accounts.find((account) => account.id === hint)
  const [only, second] = accounts
  if (hinted !== undefined) return hinted
  return only !== undefined && second === undefined ? only : plain({ kind: 'accounts' })
}

const isAnswer = (found: AccountFacts | Answer): found is Answer => 'args' in found

const noteUse = (tx: Writer, context: RequestContext, accountId: number): void => {
  for (const phone of context.phones)
    tx.run(
      sql
        .updateTable('link')
        .set({ used_at: context.now })
        .where('account_id', '=', accountId)
        .where('phone_id', '=', phone.id),
    )
}

const answered = (planned: RequestContext['lastPlanned']): 'reminder' | 'campaign' | null => {
  if (planned === null) return null
  return planned.kind === 'reminder' ? 'reminder' : 'campaign'
}

const stop = (tx: Writer, context: RequestContext, all: boolean): Answer => {
  const source = { at: context.now, inboxId: context.inbox.id, operatorId: null }
  const refusal = refusalOf(all, answered(context.lastPlanned))
  if (refusal.ads) stopAds(tx, context.inbox.sender, source)
  if (refusal.reminders) stopReminders(tx, context.inbox.sender, source)
  return plain({ kind: 'stop', scope: refusal.ads ? (refusal.reminders ? 'all' : 'ads') : 'reminders' })
}

const remind = (tx: Writer, context: RequestContext, wanted: boolean): Answer => {
  if (wanted) {
    resumeReminders(tx, context.inbox.sender, context.now)
    return plain({ kind: 'resume' })
  }
  stopReminders(tx, context.inbox.sender, { at: context.now, inboxId: context.inbox.id, operatorId: null })
  return plain({ kind: 'stop', scope: 'reminders' })
}

const claim = (tx: Writer, context: RequestContext, target: Target | null): Answer => {
  const account = accountFor(context, target, context.lastPlanned?.accountId ?? context.lastAccountId)
  const [phone] = context.phones
  if (isAnswer(account)) return account
  if (phone === undefined) return plain({ kind: 'stranger' })
  makeClaim(tx, { accountId: account.id, phoneId: phone.id, inboxId: context.inbox.id, at: context.now })
  return { args: { kind: 'claim', accountId: account.id }, accountId: account.id }
}

const order = (
  tx: Writer,
  context: RequestContext,
  command: Extract<Command, { kind: 'order' }>,
  requestId: number,
  deps: AnswerDeps,
): Answer => {
  const account = accountFor(
    context,
    command.target,
    context.lastAccountId ?? context.lastPlanned?.accountId ?? null,
  )
  if (isAnswer(account)) return account
  const orderId = makeOrder(tx, context, account, command.amount, requestId, deps)
  return orderId === null
    ? { args: { kind: 'debt', accountId: account.id }, accountId: account.id }
    : { args: { kind: 'order', orderId }, accountId: account.id }
}

const tell = (
  tx: Writer,
  context: RequestContext,
  kind: 'debt' | 'tariff' | 'arrival',
  target: Target | null,
): Answer => {
  const account = accountFor(context, target, context.lastAccountId)
  if (isAnswer(account)) return account
  noteUse(tx, context, account.id)
  return { args: { kind, accountId: account.id }, accountId: account.id }
}

/** Does what a request asks and says what to answer. A refusal works for any number, the rest for linked phones. */
export const answerRequest = (
  tx: Writer,
  context: RequestContext,
  command: Command,
  requestId: number,
  deps: AnswerDeps,
): Answer => {
  if (command.kind === 'stop') return stop(tx, context, command.all)
  if (context.phones.length === 0) return plain({ kind: 'stranger' })
  if (command.kind === 'remind') return remind(tx, context, command.wanted)
  if (command.kind === 'code') return plain(takeCode(tx, context, command.code))
  if (command.kind === 'help' || command.kind === 'unknown') return plain({ kind: command.kind })
  if (context.accounts.length === 0) return plain({ kind: 'stranger' })
  if (command.kind === 'choice')
    return tell(tx, context, context.menuQuestion, { kind: 'row', row: command.row })
  if (command.kind === 'order') return order(tx, context, command, requestId, deps)
  if (!('target' in command)) return plain({ kind: 'accounts' })
  if (command.kind === 'claim') return claim(tx, context, command.target)
  return tell(tx, context, command.kind, command.target)
}
