import { expect, test } from 'vitest'
import { bytesIn } from '../../src/renderer/components/bytes-text.ts'

test.each([
  [0, [0, 'bytes']],
  [1023, [1023, 'bytes']],
  [1024, [1, 'kilo']],
  [1_572_864, [1.5, 'mega']],
  [3 * 1024 ** 3, [3, 'giga']],
  [5000 * 1024 ** 3, [5000, 'giga']],
])('%i octets are told in their own unit', (octets, told) => {
  expect(bytesIn(octets)).toEqual(told)
})
