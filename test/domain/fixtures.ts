import { readFileSync } from 'node:fs'
import { readCalendarXml } from '../../src/main/domain/calendar-xml.ts'
import type { CreditingCalendars, CreditingTerms } from '../../src/main/domain/crediting.ts'
import type { DeskHours } from '../../src/main/domain/desk-hours.ts'
import { type CalendarYear, createCalendar } from '../../src/main/domain/production-calendar.ts'

/** A calendar file as it is shipped. */
export function calendarFile(year: number): string {
  return readFileSync(new URL(`../../resources/calendars/ru-${year}.xml`, import.meta.url), 'utf8')
}

export function publishedYear(year: number): CalendarYear {
  const reading = readCalendarXml(calendarFile(year), year === 2027 ? 'check' : 'known')
  if (!reading.ok)
    throw new Error(`ru-${year}.xml: ${reading.refusal.reason} in line ${reading.refusal.line}`)
  return reading.year
}

export const russia = createCalendar([2024, 2025, 2026, 2027].map(publishedYear))

/** The desk of the books' example: weekdays 9–19, Saturday and Sunday to 15:00. */
export const desk: DeskHours = {
  weekly: [
    ...Array.from({ length: 5 }, () => ({ opens: '09:00', closes: '19:00' })),
    { opens: '10:00', closes: '15:00' },
    { opens: '10:00', closes: '15:00' },
  ],
  onHolidays: null,
  shortDayCloses: '18:00',
  overrides: new Map(),
}

export const calendars: CreditingCalendars = { office: russia, bank: russia, provider: russia, desk }

export const agentTerms: CreditingTerms = {
  legalType: 'agent',
  cutOff: '16:00',
  shortDayCutOff: '15:00',
  monthEndCutOff: '15:00',
  lag_workingDays: 1,
  transferWeekdays: [],
}
