import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeWire, encodeWire, WireError } from '../../../src/shared/contract/wire.ts'

const plain = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array({ maxLength: 300 }),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      fc
        .oneof(fc.string(), fc.constantFrom('$bytes', '$', '$$bytes', 'constructor', 'toJSON'))
        .filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 4, noNullPrototype: true },
    ),
  ),
})).value

describe('the wire', () => {
  test('whatever was encoded is decoded to the same', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(decodeWire(encodeWire(value))).toEqual(value)
      }),
    )
  })

  test('bytes of any length and value survive', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20_000 }), (bytes) => {
        expect(decodeWire(encodeWire({ file: bytes }))).toEqual({ file: bytes })
      }),
    )
  })

  test('bytes are written as documented', () => {
    expect(encodeWire({ file: Uint8Array.of(1, 2, 255) })).toBe('{"file":{"$bytes":"AQL/"}}')
  })

  test('data cannot pretend to be bytes', () => {
    expect(encodeWire({ $bytes: 'AQL/' })).toBe('{"$$bytes":"AQL/"}')
  })

  test('undefined members are gone and undefined itself is null', () => {
    expect(decodeWire(encodeWire({ a: undefined, b: 1 }))).toEqual({ b: 1 })
    expect(encodeWire(undefined)).toBe('null')
  })
})

describe('hostile text on the wire', () => {
  const hostile = {
    'text that is not JSON': '{"a":',
    'an empty text': '',
    'a key that would change a prototype': '{"a":{"__proto__":{"admin":true}}}',
    'bytes that are not base64': '{"$bytes":"*"}',
    'bytes that are not text': '{"$bytes":[1,2]}',
    'an unknown mark': '{"$date":"2026-01-01"}',
    'a bytes mark beside other keys': '{"$bytes":"AQL/","a":1}',
    'lists in lists without end': '['.repeat(100_000) + ']'.repeat(100_000),
    'objects in objects without end': `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
  }
  for (const [what, text] of Object.entries(hostile)) {
    test(`${what} is refused`, () => {
      expect(() => decodeWire(text)).toThrow(WireError)
    })
  }
})
