import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lastPenaltyFreeDay, paymentDates } from '../../src/main/domain/crediting.ts'
import { isDeskOpen } from '../../src/main/domain/desk-hours.ts'
import { defaultQuietHours, maySend, nextAllowed } from '../../src/main/domain/quiet-hours.ts'
import { planReminders } from '../../src/main/domain/reminder-rules.ts'
import { addWorkingDays, isWorking, workingDaysBetween } from '../../src/main/domain/working-days.ts'
import { addDays, createTimeZone, formatMinutes } from '../../src/shared/days.ts'
import { agentTerms, calendars, desk, russia } from '../domain/fixtures.ts'

const zoneNames = [
  'Europe/Moscow',
  'Asia/Kamchatka',
  'Europe/Berlin',
  'America/Santiago',
  'Australia/Lord_Howe',
]
const day = fc.nat(1_000).map((offset) => addDays('2024-06-01', offset))
const time = fc.nat(1_439).map(formatMinutes)
const hours = defaultQuietHours.reminder ?? { workingDays: null, daysOff: null }

describe('days and zones', () => {
  test('a wall time comes back from its instant, or moved past a gap of the clock', () => {
    const zones = zoneNames.map(createTimeZone)
    fc.assert(
      fc.property(fc.constantFrom(...zones), day, time, (zone, on, wall) => {
        const instant = zone.instantOf(on, wall)
        expect(zone.dayOf(instant)).toBe(on)
        expect(zone.timeOf(instant) >= wall).toBe(true)
        const hourBefore = instant - 60 * 60_000
        const skipped = zone.timeOf(instant) !== wall
        if (skipped)
          expect(`${zone.dayOf(hourBefore)} ${zone.timeOf(hourBefore)}` < `${on} ${wall}`).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  test('counting working days and adding them are inverse', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 40 }), (from, count) => {
        const reached = addWorkingDays(russia, from, count)
        expect(isWorking(russia, reached)).toBe(true)
        expect(workingDaysBetween(russia, from, reached)).toBe(count)
      }),
    )
  })
})

describe('crediting', () => {
  const terms = fc.record({
    legalType: fc.constantFrom('agent' as const, 'bank' as const, 'lender' as const),
    cutOff: time,
    shortDayCutOff: fc.option(time),
    monthEndCutOff: fc.option(time),
    lag_workingDays: fc.nat(5),
    transferWeekdays: fc.uniqueArray(fc.integer({ min: 1, max: 5 })),
  })

  test('money never arrives before it was taken, nor on a day off, and later money never earlier', () => {
    fc.assert(
      fc.property(day, time, time, terms, (on, one, other, contract) => {
        const [earlier = one, later = other] = [one, other].sort()
        const first = paymentDates(on, earlier, contract, calendars)
        const second = paymentDates(on, later, contract, calendars)
        expect(first.crediting >= on).toBe(true)
        expect(first.counting <= first.crediting).toBe(true)
        expect(isWorking(russia, first.crediting)).toBe(true)
        expect(second.crediting >= first.crediting).toBe(true)
      }),
    )
  })

  test('on the last penalty-free day the desk is open and money at any hour is in time, on later days not', () => {
    fc.assert(
      fc.property(day, time, terms, (due, wall, contract) => {
        const last = lastPenaltyFreeDay(due, contract, calendars)
        if (last === null) return
        expect(isDeskOpen(desk, russia, last)).toBe(true)
        const closing = wall < '15:00' ? wall : '15:00'
        expect(paymentDates(last, closing, contract, calendars).counting <= due).toBe(true)
        expect(paymentDates(addDays(due, 1), '00:00', contract, calendars).counting > due).toBe(true)
      }),
    )
  })

  test('an agent’s receipt counts on its own day', () => {
    fc.assert(
      fc.property(day, time, (on, wall) => {
        expect(paymentDates(on, wall, agentTerms, calendars).counting).toBe(on)
      }),
    )
  })
})

describe('the plan of reminders', () => {
  const moscow = createTimeZone('Europe/Moscow')

  test('the next allowed instant is allowed and not in the past', () => {
    fc.assert(
      fc.property(day, time, fc.constantFrom('reminder' as const, 'campaign' as const), (on, wall, lane) => {
        const instant = moscow.instantOf(on, wall)
        const next = nextAllowed(instant, defaultQuietHours[lane], russia, moscow)
        expect(next).not.toBeNull()
        expect((next ?? 0) >= instant && maySend(next ?? 0, defaultQuietHours[lane], russia, moscow)).toBe(
          true,
        )
      }),
    )
  })

  const rule = fc.record({
    offset_days: fc.integer({ min: -10, max: 10 }),
    anchor: fc.constantFrom('penalty-free-day' as const, 'due-day' as const),
    at: time,
    skipsDaysOff: fc.boolean(),
  })
  const dates = fc.tuple(fc.nat(40), fc.nat(3)).map(([offset, earlier]) => ({
    due: addDays('2026-10-25', offset),
    penaltyFreeDay: addDays('2026-10-25', offset - earlier),
  }))

  test('each rule and bill gives one reminder or one reason; none at night, in the past, or on a skipped day', () => {
    fc.assert(
      fc.property(
        fc.array(rule, { minLength: 1, maxLength: 3 }),
        fc.array(dates, { maxLength: 30 }),
        fc.integer({ min: 1, max: 12 }),
        time,
        (someRules, someBills, dailyCap, wall) => {
          const rules = someRules.map((one, index) => ({ ...one, id: `r${index}` }))
          const bills = someBills.map((one, index) => ({ ...one, billId: `b${index}` }))
          const now = moscow.instantOf('2026-11-03', wall)
          const made = planReminders({
            ...{ rules, bills, now, until: '2027-06-30', hours, calendar: russia, zone: moscow, dailyCap },
            taken: new Map(),
          })
          if (!made.ok) throw new Error(made.code)
          const pairs = [...made.occurrences, ...made.dropped].map((one) => `${one.ruleId} ${one.billId}`)
          expect(new Set(pairs).size).toBe(rules.length * bills.length)
          expect(pairs).toHaveLength(rules.length * bills.length)
          const perDay = new Map<string, number>()
          for (const one of made.occurrences) {
            expect(one.at).toBeGreaterThanOrEqual(now)
            expect(moscow.dayOf(one.at)).toBe(one.day)
            expect(maySend(one.at, hours, russia, moscow)).toBe(true)
            const skips = rules.find((other) => other.id === one.ruleId)?.skipsDaysOff
            expect(skips && !isWorking(russia, one.day)).toBeFalsy()
            perDay.set(one.day, (perDay.get(one.day) ?? 0) + 1)
          }
          const billDays = made.occurrences.map((one) => `${one.billId} ${one.day}`)
          expect(new Set(billDays).size).toBe(billDays.length)
          const crowded = [...perDay].filter(([, count]) => count > dailyCap).map(([on]) => on)
          expect(made.overCap.map((one) => one.day).sort()).toEqual(crowded.sort())
        },
      ),
      { numRuns: 300 },
    )
  })
})
