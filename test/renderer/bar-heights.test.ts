import { expect, test } from 'vitest'
import { barHeights } from '../../src/renderer/screens/today/bar-heights.ts'

test('the largest count is as high as there is room', () => {
  expect(barHeights([10, 5, 0], 60)).toEqual([60, 30, 0])
})

test('one of a thousand can still be seen', () => {
  expect(barHeights([1000, 1], 60)[1]).toBeGreaterThan(0)
})

test('no counts are no bars', () => {
  expect(barHeights([0, 0], 60)).toEqual([0, 0])
  expect(barHeights([], 60)).toEqual([])
})
