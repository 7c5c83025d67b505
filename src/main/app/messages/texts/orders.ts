import { formatShortDay, timeOf } from '../../../../shared/days.ts'
import { formatSmsMoney } from '../../../../shared/money.ts'
import { accountFacts } from '../../desk/account-facts.ts'
import { sql } from '../../ports/sql.ts'
import type { Rendering } from '../renderer.ts'
import { upcomingTariff } from './answers.ts'
import { accountValues, payingNow, type TextContext, write } from './text-context.ts'

const find = (context: TextContext, orderId: number) => {
  const order = context.read.first(sql.selectFrom('pay_order').selectAll().where('id', '=', orderId))
  const account = order === undefined ? undefined : accountFacts(context.read, order.account_id)
  const paying =
    account === undefined || order === undefined ? null : payingNow(context, account, order.sum_kop)
  return order === undefined || account === undefined || paying === null ? null : { order, account, paying }
}

/** The sum, the fee and the code to answer with; it takes no money and says so. */
export const orderText = (context: TextContext, orderId: number): Rendering => {
  const found = find(context, orderId)
  if (found === null) return { drop: 'gone' }
  const { order, account, paying } = found
  if (order.status !== 'waiting' || order.expires_at <= context.now) return { drop: 'stale' }
  const { next } = upcomingTariff(context, account.serviceId)
  return {
    text: write(context, 'order', {
      ...accountValues(account),
      debt: formatSmsMoney(order.sum_kop),
      fee: formatSmsMoney(order.fee_kop),
      total: formatSmsMoney(order.sum_kop + order.fee_kop),
      crediting: formatShortDay(paying.crediting),
      ...(next === undefined
        ? {}
        : { from: formatShortDay(next.from_day), price: formatSmsMoney(next.price_kop) }),
      code: order.code,
      until: timeOf(order.expires_at, context.office.timeZone),
    }),
  }
}

export const orderAcceptedText = (context: TextContext, orderId: number): Rendering => {
  const found = find(context, orderId)
  if (found === null) return { drop: 'gone' }
  const { order, account, paying } = found
  return {
    text: write(context, 'order-accepted', {
      ...accountValues(account),
      number: String(order.id),
      total: formatSmsMoney(order.sum_kop + order.fee_kop),
      closes: paying.closes,
    }),
  }
}
