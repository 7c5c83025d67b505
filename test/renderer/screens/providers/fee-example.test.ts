import fc from 'fast-check'
import { expect, test } from 'vitest'
import { feeOf } from '../../../../src/main/domain/fee.ts'
import { feeExample } from '../../../../src/renderer/screens/providers/fee-example.ts'

const plain = { mode: 'on-top', rate_bp: 200, fixed_kop: 0, minimum_kop: 0, maximum_kop: null } as const

test('two per cent of 1842,50 is 36,85', () => {
  expect(feeExample(184_250, plain)).toBe(3_685)
})

test('the example never differs from the fee that the desk takes', () => {
  const terms = fc.record({
    rate_bp: fc.integer({ min: 0, max: 10_000 }),
    fixed_kop: fc.integer({ min: 0, max: 100_000 }),
    minimum_kop: fc.integer({ min: 0, max: 100_000 }),
    maximum_kop: fc.option(fc.integer({ min: 0, max: 1_000_000 })),
  })
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100_000_000 }), terms, (sum, given) => {
      const { rate_bp, fixed_kop, minimum_kop, maximum_kop } = given
      const desk = feeOf(sum, {
        mode: 'on-top',
        basisPoints: rate_bp,
        fixed: fixed_kop,
        steps: [],
        min: minimum_kop,
        max: maximum_kop,
      })
      expect(feeExample(sum, { ...given, mode: 'on-top' })).toBe(desk)
    }),
  )
})
