import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ByteReader, ByteWriter, FormatError } from '../../../src/main/store/format/bytes.ts'
import { readValues, toBoundValues, writeValues } from '../../../src/main/store/format/values.ts'

const value = fc.oneof(
  fc.constant(null),
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Number.isInteger(n)),
  fc.string({ unit: 'binary' }),
  fc.uint8Array({ maxLength: 600 }),
)

function written(values: readonly unknown[]): Uint8Array {
  const writer = new ByteWriter()
  writeValues(writer, toBoundValues(values))
  return writer.view()
}

describe('bound values', () => {
  test('come back as they were written', () => {
    fc.assert(
      fc.property(fc.array(value), (values) => {
        expect(readValues(new ByteReader(written(values)))).toEqual(values)
      }),
    )
  })

  test.each([Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 127, 128, -128, -129, 2 ** 32])(
    '%i keeps every digit',
    (number) => {
      expect(readValues(new ByteReader(written([number])))).toEqual([number])
    },
  )

  test.each([
    2 ** 53,
    -(2 ** 53),
    Number.NaN,
    Number.POSITIVE_INFINITY,
    true,
    undefined,
    5n,
    {},
    new Date(0),
  ])('%s is refused', (bad) => {
    expect(() => toBoundValues([bad])).toThrow(TypeError)
  })

  test.each([0, 1, 99, 100, 101, 127, 128, 129, 5000])(
    'a text of %i letters comes back, plain or not',
    (length) => {
      const texts = ['a'.repeat(length), 'ё'.repeat(length), `${'a'.repeat(length)}ё`]
      expect(readValues(new ByteReader(written(texts)))).toEqual(texts)
    },
  )

  test('a lone surrogate, which UTF-8 has no form for, becomes U+FFFD before anything sees it', () => {
    expect(toBoundValues(['a\ud800b'])).toEqual(['a\ufffdb'])
  })

  test('minus zero is bound as the engine stores it', () => {
    expect(readValues(new ByteReader(written([-0])))).toEqual([0])
  })

  test('that stop in the middle are an error, whatever the cut', () => {
    const bytes = written(['долг', 12_345.67, new Uint8Array([1, 2, 3]), -5])
    for (let length = 0; length < bytes.byteLength; length += 1) {
      expect(() => readValues(new ByteReader(bytes.subarray(0, length)))).toThrow(FormatError)
    }
  })

  test('a varint without an end is an error', () => {
    expect(() => new ByteReader(new Uint8Array(20).fill(0xff)).varint()).toThrow(FormatError)
  })
})
