import { describe, expect, test } from 'vitest'
import {
  currentOf,
  firstTerms,
  inputOf,
  valuesOf,
} from '../../../../src/renderer/screens/providers/contract-values.ts'
import { formatPercent, parsePercent } from '../../../../src/renderer/screens/providers/percent.ts'
import { ContractView } from '../../../../src/shared/contract/providers.ts'

const terms = { ...firstTerms, fromDay: '2026-11-23' }
const typed = valuesOf(terms)
const read = (change: Partial<typeof typed>) =>
  ContractView.safeParse(inputOf({ ...typed, ...change }, null, 1))
const wrongPaths = (change: Partial<typeof typed>) =>
  read(change).error?.issues.map((issue) => issue.path.join('.')) ?? []

describe('terms typed into the form', () => {
  test('come back as they were when nothing is changed', () => {
    expect(read({}).data).toEqual({ ...terms, id: null, providerId: 1 })
  })
  test('are sums with spaces and commas, and times without a leading zero', () => {
    const { data } = read({ maximum: '20 000,50', rate: '1,75', cutoff: '9:30' })
    expect(data?.maximum_kop).toBe(2_000_050)
    expect(data?.fee.rate_bp).toBe(175)
    expect(data?.cutoff).toBe('09:30')
  })
  test('an empty largest fee means that there is none', () => {
    expect(read({ feeMaximum: '' }).data?.fee.maximum_kop).toBeNull()
  })
  test('what is no amount, no share, no day or no time is refused at its own field', () => {
    expect(wrongPaths({ maximum: 'много' })).toEqual(['maximum_kop'])
    expect(wrongPaths({ fixed: '-5' })).toEqual(['fee.fixed_kop'])
    expect(wrongPaths({ rate: '2,005' })).toEqual(['fee.rate_bp'])
    expect(wrongPaths({ fromDay: '31.02.2026' })).toEqual(['fromDay'])
    expect(wrongPaths({ fromDay: '2026-02-31' })).toEqual(['fromDay'])
    expect(wrongPaths({ cutoff: '25:00' })).toEqual(['cutoff'])
    expect(wrongPaths({ lagDays: '' })).toEqual(['lagDays'])
  })
})

describe('a percentage', () => {
  test('is read with a comma, a point or a sign after it', () => {
    expect(parsePercent('2')).toBe(200)
    expect(parsePercent('1,5 %')).toBe(150)
    expect(parsePercent('0.75')).toBe(75)
  })
  test('of more than a hundred or of three decimals is none', () => {
    expect(parsePercent('100,01')).toBeNull()
    expect(parsePercent('1,005')).toBeNull()
    expect(parsePercent('')).toBeNull()
  })
  test('is written as short as it can be read', () => {
    expect([0, 75, 150, 200, 10_000].map(formatPercent)).toEqual(['0', '0,75', '1,5', '2', '100'])
  })
})

describe('the version in force', () => {
  const version = (id: number, fromDay: string, toDay: string | null = null) => ({
    ...firstTerms,
    id,
    providerId: 1,
    fromDay,
    toDay,
  })
  test('is the latest that has begun', () => {
    const all = [version(1, '2025-01-01'), version(2, '2026-12-01'), version(3, '2026-06-01')]
    expect(currentOf(all, '2026-11-23')?.id).toBe(3)
    expect(currentOf(all, '2026-12-01')?.id).toBe(2)
  })
  test('is none when every version has ended or none has begun', () => {
    expect(currentOf([version(1, '2025-01-01', '2025-12-31')], '2026-11-23')).toBeNull()
    expect(currentOf([version(1, '2027-01-01')], '2026-11-23')).toBeNull()
  })
})
