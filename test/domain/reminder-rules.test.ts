import { describe, expect, test } from 'vitest'
import { defaultQuietHours } from '../../src/main/domain/quiet-hours.ts'
import { type PlanRequest, planReminders, type ReminderRule } from '../../src/main/domain/reminder-rules.ts'
import { createTimeZone } from '../../src/shared/days.ts'
import { russia } from './fixtures.ts'

const moscow = createTimeZone('Europe/Moscow')
const at = (day: string, time: string) => moscow.instantOf(day, time)
const hours = defaultQuietHours.reminder ?? { workingDays: null, daysOff: null }

/** «За 3 дня, не ночью, не в выходной». */
const threeDays: ReminderRule = {
  id: 'r3',
  offset_days: -3,
  anchor: 'penalty-free-day',
  at: '11:00',
  skipsDaysOff: true,
}
const november = { billId: 'b1', due: '2026-11-15', penaltyFreeDay: '2026-11-16' }
const request: PlanRequest = {
  rules: [threeDays],
  bills: [november],
  now: at('2026-11-05', '12:00'),
  until: '2026-12-31',
  hours,
  calendar: russia,
  zone: moscow,
  dailyCap: 300,
  taken: new Map(),
}
const bills = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ ...november, billId: `b${String(index).padStart(6, '0')}` }))

function plan(changes: Partial<PlanRequest>) {
  const made = planReminders({ ...request, ...changes })
  if (!made.ok) throw new Error(made.code)
  return made
}
const daysOf = (changes: Partial<PlanRequest>) =>
  plan(changes).occurrences.map((one) => `${one.day} ${one.moved}`)

describe('«за 3 дня, не ночью, не в выходной»', () => {
  test('three days before Monday 16.11 is Friday 13.11 at 11:00', () => {
    expect(plan({}).occurrences).toEqual([
      { ruleId: 'r3', billId: 'b1', day: '2026-11-13', at: at('2026-11-13', '11:00'), moved: 'no' },
    ])
  })

  test('a day off moves it to the working day before', () => {
    const sunday = { ...november, penaltyFreeDay: '2026-11-18' }
    expect(daysOf({ bills: [sunday] })).toEqual(['2026-11-13 day-off'])
  })

  test('over the January holidays it goes on 30.12.2025', () => {
    const january = { ...november, penaltyFreeDay: '2026-01-12' }
    expect(daysOf({ bills: [january], now: at('2025-12-01', '12:00'), until: '2026-01-31' })).toEqual([
      '2025-12-30 day-off',
    ])
  })

  test('a rule that does not skip days off keeps them', () => {
    const sunday = { ...november, penaltyFreeDay: '2026-11-18' }
    expect(daysOf({ bills: [sunday], rules: [{ ...threeDays, skipsDaysOff: false }] })).toEqual([
      '2026-11-15 no',
    ])
  })

  test('a night hour gives way to the beginning of the window', () => {
    const [night] = plan({ rules: [{ ...threeDays, at: '03:00' }] }).occurrences
    const [late] = plan({ rules: [{ ...threeDays, at: '23:00' }] }).occurrences
    expect([night?.at, late?.at]).toEqual([at('2026-11-13', '08:00'), at('2026-11-13', '08:00')])
  })

  test('the due day may be the anchor', () => {
    expect(daysOf({ rules: [{ ...threeDays, anchor: 'due-day' }] })).toEqual(['2026-11-12 no'])
  })
})

describe('a missed time', () => {
  test('is made good while the last day is ahead', () => {
    expect(plan({ now: at('2026-11-13', '12:00') }).occurrences).toEqual([
      { ruleId: 'r3', billId: 'b1', day: '2026-11-13', at: at('2026-11-13', '12:00'), moved: 'late' },
    ])
    expect(daysOf({ now: at('2026-11-14', '12:00') })).toEqual(['2026-11-16 late'])
  })

  test('is stale after the last day, and says so', () => {
    expect(plan({ now: at('2026-11-17', '09:00') })).toMatchObject({
      occurrences: [],
      dropped: [{ ruleId: 'r3', billId: 'b1', reason: 'stale' }],
    })
  })

  test('several missed rules make one reminder', () => {
    const rules = [{ ...threeDays, id: 'r7', offset_days: -7 }, threeDays]
    const made = plan({ rules, now: at('2026-11-14', '12:00') })
    expect(made.occurrences.map((one) => one.ruleId)).toEqual(['r7'])
    expect(made.dropped).toEqual([{ ruleId: 'r3', billId: 'b1', reason: 'same-day' }])
  })

  test('a reminder of an overdue bill goes after the day, on a working day', () => {
    expect(daysOf({ rules: [{ ...threeDays, offset_days: 5 }] })).toEqual(['2026-11-23 day-off'])
  })
})

describe('the cap of a day', () => {
  test('what is over it goes on earlier working days', () => {
    const counts = new Map<string, number>()
    for (const { day } of plan({ bills: bills(700) }).occurrences) counts.set(day, (counts.get(day) ?? 0) + 1)
    expect([...counts].sort()).toEqual([
      ['2026-11-11', 100],
      ['2026-11-12', 300],
      ['2026-11-13', 300],
    ])
  })

  test('other plans’ messages count', () => {
    const made = plan({ bills: bills(10), dailyCap: 300, taken: new Map([['2026-11-13', 295]]) })
    expect(made.occurrences.filter((one) => one.day === '2026-11-13')).toHaveLength(5)
  })

  test('with no earlier day left it goes later, but never after the last day', () => {
    const made = plan({ bills: bills(500), dailyCap: 300, now: at('2026-11-13', '09:00') })
    expect([...new Set(made.occurrences.map((one) => one.day))]).toEqual(['2026-11-13', '2026-11-16'])
    expect(made.overCap).toEqual([])
  })

  test('what fits nowhere stays and is warned of', () => {
    const made = plan({ bills: bills(1840), dailyCap: 300, now: at('2026-11-13', '09:00') })
    expect(made.occurrences).toHaveLength(1840)
    expect(made.overCap.length).toBeGreaterThan(0)
    expect(made.overCap.every((one) => one.planned > one.cap)).toBe(true)
  })

  test('nothing moves more than a week earlier', () => {
    const made = plan({ bills: bills(60), dailyCap: 5, now: at('2026-10-20', '09:00') })
    expect(made.occurrences[0]?.day).toBe('2026-11-06')
  })

  test('moving never gives one bill two reminders on a day', () => {
    const rules = [threeDays, { ...threeDays, id: 'r4', offset_days: -4 }]
    const made = plan({ rules, bills: bills(40), dailyCap: 15 })
    const pairs = made.occurrences.map((one) => `${one.billId} ${one.day}`)
    expect(new Set(pairs).size).toBe(pairs.length)
    expect(pairs).toHaveLength(80)
  })
})

describe('an unreasonable plan is refused', () => {
  test('for too far ahead', () => {
    expect(planReminders({ ...request, until: '2099-12-31' })).toEqual({
      ok: false,
      code: 'too-far',
      limit: 400,
    })
  })

  test('for too many pairs of bill and rule', () => {
    const rules = Array.from({ length: 300_000 }, (_, index) => ({ ...threeDays, id: `r${index}` }))
    expect(planReminders({ ...request, rules, bills: bills(10) })).toMatchObject({
      ok: false,
      code: 'too-many',
    })
  })

  test.each([1_000_000, Number.NaN, Number.POSITIVE_INFINITY])('for an offset of %d days', (offset_days) => {
    expect(planReminders({ ...request, rules: [{ ...threeDays, offset_days }] })).toMatchObject({
      code: 'rule',
    })
  })

  test('and hours with no window drop every reminder with that reason', () => {
    expect(plan({ hours: { workingDays: null, daysOff: null } }).dropped).toEqual([
      { ruleId: 'r3', billId: 'b1', reason: 'no-window' },
    ])
  })
})
