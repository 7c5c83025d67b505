import { describe, expect, test } from 'vitest'
import { type FeeTerms, feeOf, splitSum, splitTotal } from '../../src/main/domain/fee.ts'

const twoPercent: FeeTerms = { mode: 'on-top', basisPoints: 200, fixed: 0, steps: [], min: null, max: null }

describe('the fee', () => {
  test('2 % of 1842,50 is 36,85, and 1879,35 is handed over', () => {
    expect(splitSum(184250, twoPercent)).toEqual({
      credited: 184250,
      fee: 3685,
      total: 187935,
      bearer: 'payer',
    })
  })

  test('2 % of 1000,00 is 20,00', () => {
    expect(feeOf(100000, twoPercent)).toBe(2000)
  })

  test('half a kopeck goes up', () => {
    expect(feeOf(25, twoPercent)).toBe(1)
    expect(feeOf(24, twoPercent)).toBe(0)
  })

  test('nothing costs nothing, whatever the minimum', () => {
    expect(feeOf(0, { ...twoPercent, min: 1000, fixed: 500 })).toBe(0)
  })

  test('a fixed part is added, minimum and maximum hold', () => {
    expect(feeOf(100000, { ...twoPercent, fixed: 500 })).toBe(2500)
    expect(feeOf(10000, { ...twoPercent, min: 1500 })).toBe(1500)
    expect(feeOf(10000000, { ...twoPercent, max: 5000 })).toBe(5000)
  })

  test('a step counts from its sum on, in whatever order the steps stand', () => {
    const steps = [
      { from: 1000000, basisPoints: 50, fixed: 0 },
      { from: 500000, basisPoints: 100, fixed: 0 },
    ]
    expect(feeOf(499999, { ...twoPercent, steps })).toBe(10000)
    expect(feeOf(500000, { ...twoPercent, steps })).toBe(5000)
    expect(feeOf(1000000, { ...twoPercent, steps })).toBe(5000)
  })

  test('inside the sum it is taken out of what is handed over', () => {
    expect(splitSum(100000, { ...twoPercent, mode: 'inside' })).toEqual({
      credited: 98000,
      fee: 2000,
      total: 100000,
      bearer: 'payer',
    })
  })

  test('inside the sum it never takes more than the sum', () => {
    expect(splitSum(500, { ...twoPercent, mode: 'inside', min: 1000 })).toMatchObject({
      credited: 0,
      fee: 500,
    })
  })

  test('borne by the provider, the payer hands over the bill alone', () => {
    expect(splitSum(100000, { ...twoPercent, mode: 'from-provider' })).toEqual({
      credited: 100000,
      fee: 2000,
      total: 100000,
      bearer: 'provider',
    })
  })

  test('a negative sum is a bug', () => {
    expect(() => feeOf(-1, twoPercent)).toThrow(RangeError)
  })
})

describe('a sum that includes the fee', () => {
  test('1879,35 in hand pays a bill of 1842,50', () => {
    expect(splitTotal(187935, twoPercent)).toMatchObject({ credited: 184250, fee: 3685, total: 187935 })
  })

  test('less than the minimum fee pays nothing', () => {
    expect(splitTotal(1000, { ...twoPercent, min: 1000 })).toMatchObject({ credited: 0, fee: 0, total: 0 })
  })

  test('a cheaper step that the sum reaches is used', () => {
    const steps = [{ from: 500000, basisPoints: 0, fixed: 0 }]
    expect(splitTotal(500000, { ...twoPercent, steps }).credited).toBe(500000)
    expect(splitTotal(499999, { ...twoPercent, steps }).credited).toBe(490195)
  })
})
