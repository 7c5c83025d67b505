import { formatShortDay, formatWeekdayDay } from '../../../../shared/days.ts'
import { formatSmsMoney } from '../../../../shared/money.ts'
import { arrivalKind, listAccounts } from '../../../domain/text-choice.ts'
import { type AccountFacts, accountsOfPhone } from '../../desk/account-facts.ts'
import { openBillsOf } from '../../money/ledger.ts'
import { sql } from '../../ports/sql.ts'
import { accountValues, lastDayFor, payingNow, type TextContext, termsToday, write } from './text-context.ts'

/** «долг на 05.11 …»: what is owed, till when, with the fee, and when money paid now arrives. */
export const debtText = (context: TextContext, account: AccountFacts): string => {
  const asOf = formatShortDay(account.debtDay ?? context.today)
  const [oldest] = openBillsOf(context.read, account.id)
  const paying = payingNow(context, account, account.debt_kop)
  if (oldest === undefined || account.debt_kop <= 0 || paying === null)
    return write(context, 'debt-none', {
      ...accountValues(account),
      asOf,
      ...(account.advance_kop > 0 ? { advance: formatSmsMoney(account.advance_kop) } : {}),
    })
  return write(context, 'debt', {
    ...accountValues(account),
    asOf,
    debt: formatSmsMoney(account.debt_kop),
    due: formatShortDay(lastDayFor(context, account, oldest.due_day)),
    total: formatSmsMoney(paying.total_kop),
    payDay: paying.payDayText,
    crediting: formatShortDay(paying.crediting),
  })
}

const tariffs = (context: TextContext, serviceId: number) =>
  context.read.all(
    sql
      .selectFrom('tariff')
      .select(['from_day', 'price_kop', 'unit'])
      .where('service_id', '=', serviceId)
      .orderBy('from_day', 'desc')
      .orderBy('id', 'desc')
      .limit(20),
  )

/** The price now and the next one, when it is known. */
export const upcomingTariff = (context: TextContext, serviceId: number) => {
  const known = tariffs(context, serviceId)
  const current = known.find((tariff) => tariff.from_day <= context.today)
  const next = known.findLast((tariff) => tariff.from_day > context.today)
  return { current, next }
}

export const tariffText = (context: TextContext, account: AccountFacts): string => {
  const { current, next } = upcomingTariff(context, account.serviceId)
  const service = accountValues(account).service
  if (next !== undefined && current !== undefined)
    return write(context, 'tariff', {
      service,
      from: formatShortDay(next.from_day),
      price: formatSmsMoney(next.price_kop),
      unit: next.unit,
      oldPrice: formatSmsMoney(current.price_kop),
    })
  const only = current ?? next
  if (only === undefined) return write(context, 'tariff-none', { service })
  return write(context, 'tariff-now', {
    service,
    from: formatShortDay(only.from_day),
    price: formatSmsMoney(only.price_kop),
    unit: only.unit,
  })
}

/** «Сегодня вс 15.11, выходной …»: when money paid now counts and when the provider gets it. */
export const arrivalText = (context: TextContext, account: AccountFacts): string => {
  const paying = payingNow(context, account, 0)
  const { service } = accountValues(account)
  if (paying === null) return write(context, 'tariff-none', { service })
  const legalType = termsToday(context, account)?.crediting.legalType ?? 'agent'
  const kind = arrivalKind(legalType, paying.payDay === context.today)
  if (kind === 'arrival-lender')
    return write(context, kind, {
      service,
      payDay: paying.payDayText,
      crediting: formatShortDay(paying.crediting),
      closes: paying.closes,
    })
  const creditingWeekday = formatWeekdayDay(paying.crediting)
  if (kind === 'arrival-closed')
    return write(context, kind, { service, payDay: paying.payDayText, creditingWeekday })
  const dayOff = context.books.calendars.office(context.read).typeOf(context.today) === 'off'
  return write(context, 'arrival', {
    service,
    today: formatWeekdayDay(context.today),
    ...(dayOff ? { dayKind: 'выходной' } : {}),
    creditingWeekday,
    closes: paying.closes,
  })
}

const listMax = 90

/** Accounts numbered as a menu; what does not fit is left out, whole rows only, and `rows` says how many are in it. */
export const menuOf = (accounts: readonly AccountFacts[]): { readonly list: string; readonly rows: number } =>
  listAccounts(
    accounts.map(({ service, number, debt_kop }) => ({
      service,
      account: number,
      debt: formatSmsMoney(debt_kop),
    })),
    listMax,
  )

/** The accounts of a phone as a menu. */
export const accountsText = (context: TextContext, e164: string): string => {
  const { list, rows } = menuOf(accountsOfPhone(context.read, e164))
  return rows === 0 ? write(context, 'stranger', {}) : write(context, 'accounts', { list })
}
