import { describe, expect, test } from 'vitest'
import { forecastPenalty, type PenaltyRules, regimeEnds } from '../../src/main/domain/penalty.ts'
import { addDays } from '../../src/shared/days.ts'

const steps = [
  { from: 31, divisor: 300 },
  { from: 91, divisor: 130 },
]
const housing = {
  from: '2025-01-01',
  until: '2026-12-31',
  ceiling_basisPoints: 950,
  followsKeyRate: true,
  steps,
}
const rules: PenaltyRules = { regimes: [housing], keyRates: [{ from: '2025-10-27', basisPoints: 1650 }] }
const due = '2026-03-16'
const owedOn = (delay: number, amount = 100000) => [{ amount, until: addDays(due, delay) }]

describe('the forecast of a penalty', () => {
  test.each([
    [30, 0],
    [31, 32],
    [60, 950],
    [90, 1900],
    [91, 1973],
    [120, 4092],
  ])('1000,00 at 9,5 % on day %i of delay is %i kopecks', (delay, kopecks) => {
    expect(forecastPenalty(due, owedOn(delay), rules)).toBe(kopecks)
  })

  test('before the due date there is none', () => {
    expect(forecastPenalty(due, owedOn(-5), rules)).toBe(0)
  })

  test('a part paid in time costs nothing, the rest is charged', () => {
    const pieces = [...owedOn(10, 40000), ...owedOn(60, 60000)]
    expect(forecastPenalty(due, pieces, rules)).toBe(570)
  })

  test('pieces are rounded together, not one by one', () => {
    const pieces = Array.from({ length: 1000 }, () => ({ amount: 100, until: addDays(due, 31) }))
    expect(forecastPenalty(due, pieces, rules)).toBe(32)
  })

  test('a key rate below the ceiling is the rate', () => {
    const low = { ...rules, keyRates: [...rules.keyRates, { from: '2026-04-01', basisPoints: 475 }] }
    expect(forecastPenalty(due, owedOn(60), low)).toBe(475)
  })

  test('a key rate that nobody entered leaves the ceiling', () => {
    expect(forecastPenalty(due, owedOn(60), { ...rules, keyRates: [] })).toBe(950)
  })

  test('after the regime ends nothing is forecast', () => {
    expect(forecastPenalty('2026-11-16', [{ amount: 100000, until: '2027-01-01' }], rules)).toBeNull()
    expect(regimeEnds('2026-12-01', rules.regimes)).toBe('2026-12-31')
    expect(regimeEnds('2027-12-01', rules.regimes)).toBeNull()
  })

  test('without a ceiling the key rate alone counts, and is needed', () => {
    const free = { regimes: [{ ...housing, ceiling_basisPoints: null }], keyRates: rules.keyRates }
    expect(forecastPenalty(due, owedOn(60), free)).toBe(1650)
    expect(forecastPenalty(due, owedOn(60), { ...free, keyRates: [] })).toBeNull()
  })
})
