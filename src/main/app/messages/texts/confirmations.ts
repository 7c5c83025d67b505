import { formatShortDay } from '../../../../shared/days.ts'
import { formatSmsMoney } from '../../../../shared/money.ts'
import { confirmationKind } from '../../../domain/text-choice.ts'
import { type AccountFacts, accountFacts } from '../../desk/account-facts.ts'
import { openBillsOf } from '../../money/ledger.ts'
import { sql } from '../../ports/sql.ts'
import type { PaymentRow } from '../../ports/tables/money-rows.ts'
import type { Rendering } from '../renderer.ts'
import { accountValues, lastDayFor, type TextContext, termsToday, write } from './text-context.ts'

/** The last four digits: a text has room for no more, and with its day they name the payment. */
const shortNumber = (number: number): string => String(number).slice(-4)

const isLinked = (context: TextContext, payment: PaymentRow): boolean =>
  payment.phone_id !== null &&
  context.read.first(
    sql
      .selectFrom('link')
      .select('id')
      .where('account_id', '=', payment.account_id)
      .where('phone_id', '=', payment.phone_id),
  ) !== undefined

/** The last penalty-free day of what is left; null where it has passed or nothing is billed. */
const lastDayOfRest = (context: TextContext, account: AccountFacts): string | null => {
  const [oldest] = openBillsOf(context.read, account.id)
  const lastDay = oldest === undefined ? null : lastDayFor(context, account, oldest.due_day)
  return lastDay === null || lastDay < context.today ? null : lastDay
}

/** What a payment's confirmation says; to a phone that is not linked to the account, no balance. */
export const paidText = (context: TextContext, paymentId: number): Rendering => {
  const payment = context.read.first(sql.selectFrom('payment').selectAll().where('id', '=', paymentId))
  const account = payment === undefined ? undefined : accountFacts(context.read, payment.account_id)
  if (payment === undefined || account === undefined) return { drop: 'gone' }
  if (payment.reversed_by_id !== null) return { drop: 'reversed' }
  const lastDay = lastDayOfRest(context, account)
  const mayKnowBalance = isLinked(context, payment)
  const kind = confirmationKind({
    legalType: termsToday(context, account)?.crediting.legalType ?? 'agent',
    prepaid: account.billing === 'prepaid',
    mayKnowBalance,
    debtLeft: payment.debt_after_kop,
    advance: payment.advance_kop,
    leftIsOverdue: lastDay === null,
  })
  return {
    text: write(context, kind, {
      ...accountValues(account),
      number: shortNumber(payment.number),
      paid: formatSmsMoney(payment.sum_kop),
      fee: formatSmsMoney(payment.fee_kop),
      counted: formatShortDay(payment.counting_day),
      crediting: formatShortDay(payment.crediting_day),
      // A text edited by the office cannot tell a stranger what it was not given.
      ...(mayKnowBalance
        ? { left: formatSmsMoney(payment.debt_after_kop), advance: formatSmsMoney(payment.advance_kop) }
        : {}),
      ...(lastDay === null ? {} : { lastDay: formatShortDay(lastDay) }),
    }),
  }
}

export const reversedText = (context: TextContext, reversalId: number): Rendering => {
  const reversal = context.read.first(sql.selectFrom('payment').selectAll().where('id', '=', reversalId))
  const account = reversal === undefined ? undefined : accountFacts(context.read, reversal.account_id)
  const payment =
    reversal?.reverses_id == null
      ? undefined
      : context.read.first(sql.selectFrom('payment').selectAll().where('id', '=', reversal.reverses_id))
  if (reversal === undefined || account === undefined || payment === undefined) return { drop: 'gone' }
  return {
    text: write(context, 'reversal', {
      ...accountValues(account),
      number: shortNumber(payment.number),
      counted: formatShortDay(reversal.day),
      paid: formatSmsMoney(payment.sum_kop),
    }),
  }
}
