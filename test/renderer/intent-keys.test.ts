import { describe, expect, test } from 'vitest'
import { createIntentKeys } from '../../src/renderer/client/intent-keys.ts'

function keys() {
  let made = 0
  return createIntentKeys(() => {
    made += 1
    return `key-${made}`
  })
}

describe('the idempotency key of an intent', () => {
  test('is the same while the same thing is asked and has not succeeded', () => {
    const intent = keys()
    expect([intent.keyOf({ id: 1 }), intent.keyOf({ id: 1 })]).toEqual(['key-1', 'key-1'])
  })

  test('is new after a success', () => {
    const intent = keys()
    intent.keyOf({ id: 1 })
    intent.done()
    expect(intent.keyOf({ id: 1 })).toBe('key-2')
  })

  test('is new for another input', () => {
    const intent = keys()
    intent.keyOf({ id: 1 })
    expect(intent.keyOf({ id: 2 })).toBe('key-2')
  })

  test('tells two files of the same length apart', () => {
    const intent = keys()
    intent.keyOf({ bytes: new Uint8Array([1, 2]) })
    expect(intent.keyOf({ bytes: new Uint8Array([2, 1]) })).toBe('key-2')
    expect(intent.keyOf({ bytes: new Uint8Array([2, 1]) })).toBe('key-2')
  })
})
