import { expect, test } from 'vitest'
import { CoreError, failureOf } from '../../src/renderer/client/core-error.ts'
import { shownDetails, textContext } from '../../src/renderer/client/shown-details.ts'

test('amounts of a refusal are shown in rubles, the rest as it is', () => {
  expect(shownDetails({ debt_kop: 184_250, number: '100234', what: null })).toEqual({
    debt_kop: '1\u00a0842,50',
    number: '100234',
    what: null,
  })
})

test('a detail that only looks like an amount stays as it is', () => {
  expect(shownDetails({ debt_kop: 1.5, sum_kop: 'x' })).toEqual({ debt_kop: 1.5, sum_kop: 'x' })
})

test('a program that does not answer is not said to be closing', () => {
  const stopping = (reason: string) => textContext({ code: 'call.stopping', details: { reason } })
  expect(stopping('unreachable')).toBe('unreachable')
  expect(stopping('stopping')).toBe(null)
  expect(textContext({ code: 'gate.refused', details: { what: 'damaged' } })).toBe('damaged')
})

test('what the core refused is shown as it said, anything else as a bug', () => {
  expect(failureOf(new CoreError({ code: 'shift.closed', details: {} })).code).toBe('shift.closed')
  expect(failureOf(new TypeError('x'))).toEqual({ code: 'call.bug', details: { call: 'x' } })
})
