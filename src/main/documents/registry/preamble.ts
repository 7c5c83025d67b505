import type { Day, Month } from '../../../shared/days.ts'
import { readDay, readPeriod } from './fields.ts'

const longestTitle = 300
const balanceOn = /(?:сальдо|остат|баланс|долг|задолженност)[а-яё]{0,6}.{0,40}?\sна\s+([\d.\-/]{6,10})/iu

/** The day of a balance named in a title or a header: «Сальдо на 01.11.2026». */
export function balanceDayIn(text: string): Day | null {
  const match = balanceOn.exec(text.slice(0, longestTitle))
  const day = match?.[1]
  if (day === undefined) return null
  return readDay(day, 'DD.MM.YYYY') ?? readDay(day, 'YYYY-MM-DD') ?? readDay(day, 'DD.MM.YY')
}

/** The period named in a title: «Начисления за ноябрь 2026», «за 11.2026». */
export function periodIn(text: string): Month | null {
  const match = /\sза\s+([а-яё]+\s+\d{4}|\d{1,2}[./]\d{4}|\d{4}-\d{2})/iu.exec(
    ` ${text.slice(0, longestTitle)}`,
  )
  const period = match?.[1]
  if (period === undefined) return null
  return (
    readPeriod(period, 'month-name', 'DD.MM.YYYY') ??
    readPeriod(period, 'MM.YYYY', 'DD.MM.YYYY') ??
    readPeriod(period, 'YYYY-MM', 'DD.MM.YYYY')
  )
}
