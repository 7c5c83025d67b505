import { expect, test } from 'vitest'
import { isStale } from '../../src/renderer/client/invalidation.ts'

test('a query is stale when a topic it shows changed', () => {
  expect(isStale('desk.client', ['messages', 'payments'])).toBe(true)
})

test('a query is not stale for a topic it does not show', () => {
  expect(isStale('desk.client', ['modem'])).toBe(false)
})

test('what is no query of the core is never stale', () => {
  expect(isStale('toString', ['payments'])).toBe(false)
  expect(isStale(7, ['payments'])).toBe(false)
})
