import { describe, expect, test } from 'vitest'
import { readCalendarXml } from '../../src/main/domain/calendar-xml.ts'
import { createCalendar, daysByLaw, readCalendarYear } from '../../src/main/domain/production-calendar.ts'
import { isWorking } from '../../src/main/domain/working-days.ts'
import { addDays, weekday } from '../../src/shared/days.ts'
import { calendarFile, publishedYear } from './fixtures.ts'

const years = [2024, 2025, 2026, 2027].map(publishedYear)
const calendar = createCalendar(years)

function daysOf(year: number): string[] {
  const days: string[] = []
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) days.push(day)
  return days
}

describe('the published years', () => {
  test.each([
    [2024, 118, 248],
    [2025, 118, 247],
    [2026, 118, 247],
    [2027, 118, 247],
  ])('%i has %i days off and %i working days', (year, off, working) => {
    const types = daysOf(year).map((day) => calendar.typeOf(day))
    expect(types.filter((type) => type === 'off')).toHaveLength(off)
    expect(types.filter((type) => type !== 'off')).toHaveLength(working)
  })

  test.each([
    [2024, ['2024-04-27', '2024-11-02', '2024-12-28']],
    [2025, ['2025-11-01']],
    [2026, []],
    [2027, ['2027-02-20']],
  ])('%i has these working weekends', (year, expected) => {
    const found = daysOf(year).filter((day) => weekday(day) > 5 && isWorking(calendar, day))
    expect(found).toEqual(expected)
  })

  test('2026 has the short days of the book', () => {
    const short = daysOf(2026).filter((day) => calendar.typeOf(day) === 'short')
    expect(short).toEqual(['2026-04-30', '2026-05-08', '2026-06-11', '2026-11-03'])
  })

  test('2027 asks to be checked, 2026 does not, 2031 is unknown', () => {
    expect(calendar.statusOf('2027-05-03')).toBe('check')
    expect(calendar.statusOf('2026-05-03')).toBe('known')
    expect(calendar.statusOf('2031-05-03')).toBe('unknown')
  })

  test('a plain Sunday is off but no holiday', () => {
    expect(calendar.typeOf('2026-11-15')).toBe('off')
    expect(calendar.isHoliday('2026-11-15')).toBe(false)
    expect(calendar.isHoliday('2026-11-04')).toBe(true)
  })
})

describe('overrides', () => {
  test('a day set by hand wins in its own calendar only', () => {
    const overrides = [{ calendar: 'bank', day: '2026-11-16', type: 'off' as const }]
    expect(createCalendar(years, overrides, 'bank').typeOf('2026-11-16')).toBe('off')
    expect(createCalendar(years, overrides, 'office').typeOf('2026-11-16')).toBe('working')
  })
})

describe('a year nobody published', () => {
  test('moves a holiday of a weekend to the next working day', () => {
    const law = daysByLaw(2027)
    expect(['2027-05-03', '2027-05-10', '2027-06-14'].map((day) => law.get(day))).toEqual([
      'off',
      'off',
      'off',
    ])
  })

  test('does not move the first eight days of January', () => {
    expect(daysByLaw(2027).get('2027-01-11')).toBeUndefined()
  })

  test('shortens the working day before a holiday', () => {
    expect(daysByLaw(2027).get('2027-11-03')).toBe('short')
    expect(daysByLaw(2031).get('2031-12-31')).toBe('short')
  })

  test('is what the calendar answers without data', () => {
    const bare = createCalendar([])
    expect(bare.typeOf('2031-01-08')).toBe('off')
    expect(bare.typeOf('2031-01-09')).toBe('working')
  })
})

describe('reading the public form', () => {
  const file = calendarFile(2026)

  test('the date of a moved day off is off', () => {
    expect(publishedYear(2026).days['2026-12-31']).toBe('off')
    expect(publishedYear(2026).days['2026-01-09']).toBe('off')
  })

  test.each([
    [
      'an external entity',
      file.replace('<calendar', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><calendar'),
    ],
    ['a page of HTML', '<html><body>404</body></html>'],
    ['nothing', ''],
    ['text between the days', file.replace('<days>', '<days>01.01')],
    ['an unknown element', file.replace('<days>', '<days><script/>')],
    ['a torn end', file.slice(0, -30)],
    ['an unclosed root', file.replace('</calendar>', '')],
    ['another root behind', `${file}<calendar year="2027"/>`],
    ['a second root', `${file}${file.slice(file.indexOf('<calendar'))}`],
    ['a day outside the days', file.replace('<days>', '<day d="01.01" t="1"/><days>')],
    ['a date that is none', file.replace('d="01.01"', 'd="02.30"')],
    ['an unknown type', file.replace('t="1"', 't="9"')],
    ['a type named as a property of objects', file.replace('t="1"', 't="constructor"')],
    ['a day said twice', file.replace('d="01.02"', 'd="01.01"')],
    ['a year that is none', file.replace('year="2026"', 'year="MMXXVI"')],
    ['another country', file.replace('country="ru"', 'country="kz"')],
    ['megabytes', `${file}${' '.repeat(1_000_000)}`],
    ['deep nesting', '<calendar year="2026">'.repeat(2_900)],
    ['no day at all', '<calendar year="2026" country="ru"><days></days></calendar>'],
  ])('%s is refused', (_what, text) => {
    expect(readCalendarXml(text, 'known').ok).toBe(false)
  })

  test('a refusal names its reason and line', () => {
    const broken = file.replace('d="02.23"', 'd="02.32"')
    const line = broken.split('\n').findIndex((one) => one.includes('02.32')) + 1
    expect(readCalendarXml(broken, 'known')).toEqual({ ok: false, refusal: { reason: 'day', line } })
  })

  test('a comment and a byte order mark do no harm', () => {
    expect(readCalendarXml(`\ufeff${file.replace('<days>', '<!-- a > b --><days>')}`, 'known').ok).toBe(true)
  })
})

describe('reading the internal form', () => {
  test('what was read from XML survives JSON', () => {
    const year = publishedYear(2027)
    expect(readCalendarYear(JSON.parse(JSON.stringify(year)))).toEqual(year)
  })

  test.each([
    null,
    [],
    {},
    { year: 2026, status: 'known', days: [] },
    { year: 2026, status: 'sure', days: {} },
    { year: 2026, status: 'known', days: { '2027-01-01': 'off' } },
    { year: 2026, status: 'known', days: { '2026-01-01': 'free' } },
  ])('%j is refused', (value) => {
    expect(readCalendarYear(value)).toBeNull()
  })
})
