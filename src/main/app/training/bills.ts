import {
  addDays,
  type Day,
  firstDayOfMonth,
  lastDayOfMonth,
  type Month,
  monthOf,
} from '../../../shared/days.ts'
import type { TrainingAccount, TrainingBill, TrainingService, TrainingServiceName } from './data.ts'
import type { Dice } from './dice.ts'

/** Usual sums of a month, in rubles. */
const usual_rub: Readonly<Record<TrainingServiceName, readonly [from: number, to: number]>> = {
  вода: [280, 1500],
  свет: [350, 2600],
  дом: [1600, 4800],
  телефон: [0, 0],
  интернет: [0, 0],
  заём: [2500, 9000],
}

interface BilledMonth {
  readonly period: Month
  readonly issuedDay: Day
  readonly dueDay: Day
  /** How many accounts in a hundred still owe it. */
  readonly owing: number
}

/** The lesson's account owes 942,50 for the last month and 900,00 for this one: 1 842,50 in all. */
const lessonSums_kop = [0, 94_250, 90_000] as const

const loanDue_days = 8

/** Unpaid bills: a few of the month before last, some of the last one, nearly all of this month. */
export function trainingBills(
  dice: Dice,
  today: Day,
  accounts: readonly TrainingAccount[],
  services: readonly TrainingService[],
  lessonNumber: string,
): TrainingBill[] {
  const months = billedMonths(today)
  const bills: TrainingBill[] = []
  for (const account of accounts) {
    const service = services.find(({ id }) => id === account.serviceId)
    if (service?.billing !== 'billed') continue
    // The house gives a balance on a day, not a charge for a month: one bill that stands for all before it.
    const balance = service.shortName === 'дом'
    for (const [index, month] of months.entries()) {
      const [from, to] = usual_rub[service.shortName]
      const usual_kop = dice.between(from * 100, to * 100)
      const owes = dice.chance(month.owing)
      const lesson = account.number === lessonNumber
      const amount_kop = lesson ? (lessonSums_kop[index] ?? 0) : owes ? usual_kop : 0
      if (amount_kop === 0 || (balance && index < months.length - 1)) continue
      const latest = index === months.length - 1
      // Loans fall due within a week, so that a new training office has reminders to look at.
      const due =
        service.shortName === 'заём' && latest ? { ...month, dueDay: addDays(today, loanDue_days) } : month
      bills.push(billOf(bills.length + 1, account, due, balance ? 'balance' : 'charge', amount_kop))
    }
  }
  return bills
}

function billOf(
  id: number,
  account: TrainingAccount,
  { period, issuedDay, dueDay }: BilledMonth,
  kind: TrainingBill['kind'],
  amount_kop: number,
): TrainingBill {
  const key = `training:${account.serviceId}:${period}:${account.number}`
  return { id, accountId: account.id, kind, period, amount_kop, issuedDay, dueDay, key }
}

/** A month's bill is due on the 15th of the next one. */
function billedMonths(today: Day): BilledMonth[] {
  const thisFirst = firstDayOfMonth(today)
  const lastFirst = firstDayOfMonth(addDays(thisFirst, -1))
  const beforeFirst = firstDayOfMonth(addDays(lastFirst, -1))
  const nextFirst = addDays(lastDayOfMonth(today), 1)
  const fifteenth = (first: Day): Day => addDays(first, 14)
  return [
    { period: monthOf(beforeFirst), issuedDay: lastFirst, dueDay: fifteenth(lastFirst), owing: 6 },
    { period: monthOf(lastFirst), issuedDay: thisFirst, dueDay: fifteenth(thisFirst), owing: 35 },
    { period: monthOf(thisFirst), issuedDay: today, dueDay: fifteenth(nextFirst), owing: 94 },
  ]
}
