import { expect, test } from 'vitest'
import { screenPlaces } from '../../src/renderer/app/screens.ts'
import { screenOfKey } from '../../src/renderer/app/use-global-keys.ts'

const key = (code: string, held: { ctrlKey?: boolean; shiftKey?: boolean } = { ctrlKey: true }) => ({
  code,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  shiftKey: false,
  ...held,
})

test('Ctrl+1 opens the first screen of the rail, from the number pad too', () => {
  expect(screenOfKey(key('Digit1'), screenPlaces)?.name).toBe('desk')
  expect(screenOfKey(key('Numpad2'), screenPlaces)?.name).toBe('today')
})

test('Ctrl+0 opens the tenth', () => {
  expect(screenOfKey(key('Digit0'), screenPlaces)).toBe(screenPlaces[9])
})

test('a digit without Ctrl is a digit', () => {
  expect(screenOfKey(key('Digit1', {}), screenPlaces)).toBeNull()
})

test('a digit for which there is no screen opens none', () => {
  expect(screenOfKey(key('Digit9'), screenPlaces.slice(0, 3))).toBeNull()
})
