import { expect, test } from 'vitest'
import { createRandom } from '../../src/main/platform/random.ts'

test('gives as many octets as were asked for', () => {
  for (const count of [0, 1, 16, 4096]) expect(createRandom().bytes(count)).toHaveLength(count)
})

test('gives others each time', () => {
  const random = createRandom()
  const seen = new Set(Array.from({ length: 100 }, () => Buffer.from(random.bytes(16)).toString('hex')))
  expect(seen.size).toBe(100)
})
