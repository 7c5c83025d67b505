import { describe, expect, test } from 'vitest'
import { measureText, splitText } from '../../../src/main/modem/pdu/segments.ts'

function segmentsOf(text: string, width: 8 | 16 = 8): readonly string[] {
  const split = splitText(text, width)
  if (!split.ok) throw new Error(split.problem)
  return split.segments
}

describe('counting', () => {
  test('takes an empty text as one empty part', () => {
    expect(measureText('')).toEqual({ encoding: 'gsm7', parts: 1, length: 0, left: 160 })
    expect(segmentsOf('')).toEqual([''])
  })

  test('fits 160 septets into one part', () => {
    expect(measureText('a'.repeat(160))).toEqual({ encoding: 'gsm7', parts: 1, length: 160, left: 0 })
  })

  test('cuts 161 septets into 153 and 8', () => {
    expect(measureText('a'.repeat(161))).toEqual({ encoding: 'gsm7', parts: 2, length: 161, left: 145 })
    expect(segmentsOf('a'.repeat(161)).map((segment) => segment.length)).toEqual([153, 8])
  })

  test('fits 70 Cyrillic letters into one part', () => {
    expect(measureText('ж'.repeat(70))).toEqual({ encoding: 'ucs2', parts: 1, length: 70, left: 0 })
  })

  test('cuts 71 Cyrillic letters into 67 and 4', () => {
    expect(measureText('ж'.repeat(71))).toEqual({ encoding: 'ucs2', parts: 2, length: 71, left: 63 })
    expect(segmentsOf('ж'.repeat(71)).map((segment) => segment.length)).toEqual([67, 4])
  })

  test('counts an extension character as two septets', () => {
    expect(measureText(`${'a'.repeat(158)}€`)).toMatchObject({ parts: 1, length: 160, left: 0 })
    expect(measureText(`${'a'.repeat(159)}€`)).toMatchObject({ parts: 2, length: 161 })
  })

  test('one Cyrillic letter in a long Latin text turns all of it to UCS2', () => {
    const latin = 'a'.repeat(159)
    expect(measureText(latin)).toMatchObject({ encoding: 'gsm7', parts: 1 })
    expect(measureText(`${latin}я`)).toMatchObject({ encoding: 'ucs2', parts: 3, length: 160 })
  })

  test('a backtick turns the text to UCS2', () => {
    expect(measureText('a`b').encoding).toBe('ucs2')
  })

  test('a trailing @ costs one septet and stays', () => {
    expect(measureText('1234567@')).toMatchObject({ encoding: 'gsm7', length: 8 })
    expect(segmentsOf(`${'a'.repeat(152)}@${'b'.repeat(20)}`)[0]?.endsWith('@')).toBe(true)
  })

  test('leaves 152 septets and 66 units beside a 16-bit reference', () => {
    expect(segmentsOf('a'.repeat(161), 16).map((segment) => segment.length)).toEqual([152, 9])
    expect(segmentsOf('ж'.repeat(71), 16).map((segment) => segment.length)).toEqual([66, 5])
  })
})

describe('cutting', () => {
  test('moves an emoji at a part boundary whole into the next part', () => {
    const [first, second] = segmentsOf(`${'ж'.repeat(66)}😀${'ж'.repeat(10)}`)
    expect(first).toBe('ж'.repeat(66))
    expect(second).toBe(`😀${'ж'.repeat(10)}`)
  })

  test('moves an escape pair at a part boundary whole into the next part', () => {
    const [first, second] = segmentsOf(`${'a'.repeat(152)}€${'b'.repeat(20)}`)
    expect(first).toBe('a'.repeat(152))
    expect(second).toBe(`€${'b'.repeat(20)}`)
  })

  test('keeps a family of joined emoji together', () => {
    const family = '👨‍👩‍👧‍👦'
    const [first, second] = segmentsOf(`${'ж'.repeat(60)}${family}${'ж'.repeat(10)}`)
    expect(first).toBe('ж'.repeat(60))
    expect(second).toBe(`${family}${'ж'.repeat(10)}`)
  })

  test('keeps a letter with its combining mark', () => {
    const letter = 'и\u0306'
    expect(segmentsOf(`${'ж'.repeat(66)}${letter}${'ж'.repeat(10)}`)[1]?.startsWith(letter)).toBe(true)
  })

  test('keeps the two characters of a line end together in either alphabet', () => {
    expect(segmentsOf(`${'a'.repeat(152)}\r\n${'b'.repeat(20)}`)[1]?.startsWith('\r\n')).toBe(true)
    expect(segmentsOf(`${'ж'.repeat(66)}\r\n${'ж'.repeat(20)}`)[1]?.startsWith('\r\n')).toBe(true)
  })

  test('cuts a cluster that no part can hold, but between whole characters', () => {
    const zalgo = `ж${'\u0301'.repeat(200)}`
    const segments = segmentsOf(zalgo)
    expect(segments.join('')).toBe(zalgo)
    expect(Math.max(...segments.map((segment) => segment.length))).toBe(67)
  })

  test('cuts no surrogate pair inside a cluster that no part can hold', () => {
    const chain = `ж${'👩\u200d'.repeat(60)}👩`
    const segments = segmentsOf(chain)
    expect(segments.join('')).toBe(chain)
    expect(segments.every((segment) => segment.isWellFormed())).toBe(true)
  })

  test('sends 255 parts and no more', () => {
    expect(segmentsOf('ж'.repeat(255 * 67)).length).toBe(255)
    expect(splitText('ж'.repeat(255 * 67 + 1))).toEqual({
      ok: false,
      problem: 'too-many-parts',
      parts: 256,
    })
    expect(measureText('ж'.repeat(255 * 67 + 1)).parts).toBe(256)
  })
})
