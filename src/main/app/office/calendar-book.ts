import type { CreditingCalendars } from '../../domain/crediting.ts'
import type { DeskHours } from '../../domain/desk-hours.ts'
import {
  type CalendarYear,
  createCalendar,
  type ProductionCalendar,
} from '../../domain/production-calendar.ts'
import { prepared } from '../ports/prepared.ts'
import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'
import type { OfficeBook, Settings } from './office-book.ts'

export interface CalendarBook {
  /** The office's calendar: published years and the days set by hand. */
  office(read: Reader): ProductionCalendar
  /** The calendars and desk hours that a provider's money goes by. */
  crediting(read: Reader, providerId: number): CreditingCalendars
}

const deskHours = (settings: Settings): DeskHours => {
  const hours = { opens: settings.opens, closes: settings.closes }
  const everyDay = settings.openWeekdays.length === 7
  return {
    weekly: [1, 2, 3, 4, 5, 6, 7].map((weekday) => (settings.openWeekdays.includes(weekday) ? hours : null)),
    onHolidays: everyDay ? hours : null,
    shortDayCloses: null,
    overrides: new Map(),
  }
}

interface Built {
  readonly stamp: string
  readonly of: Map<string, ProductionCalendar>
  readonly overrides: { calendar: string; day: string; type: 'working' | 'short' | 'off' }[]
}

const stampOfDays = prepared(() =>
  sql
    .selectFrom('calendar_day')
    .select(({ fn }) => [fn.max('changed_at').as('latest'), fn.countAll<number>().as('count')]),
)

/** Calendars are built once and again only when a day was set by hand. */
export const createCalendarBook = (years: readonly CalendarYear[], offices: OfficeBook): CalendarBook => {
  let built: Built | null = null
  const current = (read: Reader): Built => {
    const seen = read.first(stampOfDays({}))
    const key = `${seen?.latest ?? 0}/${seen?.count ?? 0}`
    if (built === null || built.stamp !== key) {
      const overrides = read.all(sql.selectFrom('calendar_day').select(['calendar', 'day', 'type']))
      built = { stamp: key, of: new Map(), overrides }
    }
    return built
  }
  const named = (read: Reader, name: string): ProductionCalendar => {
    const now = current(read)
    const known = now.of.get(name) ?? createCalendar(years, now.overrides, name)
    now.of.set(name, known)
    return known
  }
  return {
    office: (read) => named(read, 'office'),
    crediting: (read, providerId) => ({
      office: named(read, 'office'),
      bank: named(read, 'bank'),
      provider: named(read, `provider:${providerId}`),
      desk: deskHours(offices.get(read).settings),
    }),
  }
}
