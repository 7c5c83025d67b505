import { describe, expect, test } from 'vitest'
import {
  creditingDay,
  cutOffOn,
  lastPenaltyFreeDay,
  paymentDates,
  shiftDueDay,
} from '../../src/main/domain/crediting.ts'
import { hoursOn, nextDeskMoment } from '../../src/main/domain/desk-hours.ts'
import { createCalendar } from '../../src/main/domain/production-calendar.ts'
import { agentTerms, calendars, desk, publishedYear, russia } from './fixtures.ts'

const lender = { ...agentTerms, legalType: 'lender' as const }

describe('when the money arrives', () => {
  test('taken on Sunday 15.11.2026 it leaves on Monday and arrives on Tuesday 17.11 with a lag of one', () => {
    expect(paymentDates('2026-11-15', '12:00', agentTerms, calendars)).toEqual({
      counting: '2026-11-15',
      crediting: '2026-11-17',
    })
  })

  test('before the cut-off it leaves the same day, at the cut-off the next', () => {
    expect(creditingDay('2026-11-16', '15:59', agentTerms, calendars)).toBe('2026-11-17')
    expect(creditingDay('2026-11-16', '16:00', agentTerms, calendars)).toBe('2026-11-18')
  })

  test('a short day has its earlier cut-off', () => {
    expect(cutOffOn('2026-11-03', agentTerms, russia)).toBe('15:00')
    expect(creditingDay('2026-11-03', '15:30', agentTerms, calendars)).toBe('2026-11-06')
  })

  test('the last working day of a month has its earlier cut-off, wherever the weekend falls', () => {
    expect(cutOffOn('2026-10-30', agentTerms, russia)).toBe('15:00')
    expect(cutOffOn('2026-10-29', agentTerms, russia)).toBe('16:00')
  })

  test('a later special cut-off never loosens the ordinary one', () => {
    expect(cutOffOn('2026-11-03', { ...agentTerms, shortDayCutOff: '18:00' }, russia)).toBe('16:00')
  })

  test('with no lag it arrives the day it leaves', () => {
    expect(creditingDay('2026-11-16', '10:00', { ...agentTerms, lag_workingDays: 0 }, calendars)).toBe(
      '2026-11-16',
    )
  })

  test('fixed transfer days hold it until the next of them', () => {
    const tuesdays = { ...agentTerms, transferWeekdays: [2] }
    expect(creditingDay('2026-11-17', '12:00', tuesdays, calendars)).toBe('2026-11-18')
    expect(creditingDay('2026-11-18', '12:00', tuesdays, calendars)).toBe('2026-11-25')
  })

  test('a transfer day on a holiday moves to the next day the bank works', () => {
    const wednesdays = { ...agentTerms, transferWeekdays: [3] }
    expect(creditingDay('2026-11-02', '12:00', wednesdays, calendars)).toBe('2026-11-06')
  })

  test('a closed office sends nothing though the bank works', () => {
    const mondayOff = { ...calendars, desk: { ...desk, overrides: new Map([['2026-11-16', null]]) } }
    expect(creditingDay('2026-11-15', '12:00', agentTerms, mondayOff)).toBe('2026-11-18')
  })

  test("the provider's own day off delays the arrival", () => {
    const own = [{ calendar: 'provider:1', day: '2026-11-17', type: 'off' as const }]
    const provider = createCalendar([publishedYear(2026)], own, 'provider:1')
    expect(creditingDay('2026-11-15', '12:00', agentTerms, { ...calendars, provider })).toBe('2026-11-18')
  })

  test('over the New Year it waits for the first working day', () => {
    expect(creditingDay('2025-12-30', '17:00', agentTerms, calendars)).toBe('2026-01-13')
  })

  test('a lender counts the day of arrival, an agent the day of the receipt', () => {
    expect(paymentDates('2026-11-13', '12:00', lender, calendars).counting).toBe('2026-11-16')
    expect(paymentDates('2026-11-13', '12:00', agentTerms, calendars).counting).toBe('2026-11-13')
  })
})

describe('the last penalty-free day', () => {
  test('a due date on Sunday 15.11.2026 moves to Monday 16.11 unless the contract forbids', () => {
    expect(shiftDueDay('2026-11-15', 'next-working-day', russia)).toBe('2026-11-16')
    expect(shiftDueDay('2026-11-15', 'none', russia)).toBe('2026-11-15')
  })

  test('at an agent it is the last open day not after the due date', () => {
    expect(lastPenaltyFreeDay('2026-11-16', agentTerms, calendars)).toBe('2026-11-16')
  })

  test('a desk closed on the due date sends people earlier', () => {
    expect(lastPenaltyFreeDay('2026-11-04', agentTerms, calendars)).toBe('2026-11-03')
  })

  test('for a lender the money must have arrived, at whatever hour of that day it was taken', () => {
    expect(lastPenaltyFreeDay('2026-11-16', lender, calendars)).toBe('2026-11-12')
    expect(lastPenaltyFreeDay('2026-11-16', { ...lender, cutOff: '20:00' }, calendars)).toBe('2026-11-13')
  })

  test('a desk that is never open has none', () => {
    const shut = { ...calendars, desk: { ...desk, weekly: [], overrides: new Map() } }
    expect(lastPenaltyFreeDay('2026-11-16', agentTerms, shut)).toBeNull()
  })
})

describe('the hours of the desk', () => {
  test('Sunday is open to 15:00, a holiday is closed, a short day ends earlier', () => {
    expect(hoursOn(desk, russia, '2026-11-15')?.closes).toBe('15:00')
    expect(hoursOn(desk, russia, '2026-11-04')).toBeNull()
    expect(hoursOn(desk, russia, '2026-11-03')?.closes).toBe('18:00')
  })

  test('a holiday that falls on a Sunday is a holiday', () => {
    expect(hoursOn(desk, russia, '2027-05-09')).toBeNull()
  })

  test('before opening money can be paid today, after closing on the next open day', () => {
    expect(nextDeskMoment(desk, russia, '2026-11-15', '07:00')).toEqual({ day: '2026-11-15', time: '10:00' })
    expect(nextDeskMoment(desk, russia, '2026-11-15', '14:59')).toEqual({ day: '2026-11-15', time: '14:59' })
    expect(nextDeskMoment(desk, russia, '2026-11-03', '18:00')).toEqual({ day: '2026-11-05', time: '09:00' })
  })
})
