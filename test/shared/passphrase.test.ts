import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { passphraseOf, wordsOf } from '../../src/shared/passphrase.ts'

const said = 'елка река самовар'

describe('a passphrase is the same however it is typed', () => {
  test.each([
    ['ЁЛКА Река САМОВАР', 'case and ё'],
    ['елка   река\u00a0самовар', 'several spaces, one that does not break'],
    [' елка река самовар ', 'spaces around'],
    ['елка\nрека\tсамовар\n', 'a line for each word'],
    ['Елка река самовар.', 'a full stop at the end'],
    ['Елка река самовар . ', 'a full stop after a space'],
    ['е\u0308лка река самовар', 'ё of two signs'],
  ])('%j: %s', (typed) => {
    expect(passphraseOf(typed)).toBe(said)
  })

  test('what stands inside it stays: й is not и, and a full stop in the middle counts', () => {
    expect(passphraseOf('Чай и.сахар')).toBe('чай и.сахар')
  })

  test('taken twice it is the same, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(passphraseOf(passphraseOf(text))).toBe(passphraseOf(text))
      }),
    )
  })

  test('another word is another passphrase', () => {
    expect(passphraseOf('елка река самовары')).not.toBe(said)
  })

  test('its words are counted without the empty ones', () => {
    expect(wordsOf('  Ёлка, река\n самовар. ')).toEqual(['елка,', 'река', 'самовар'])
    expect(wordsOf(' . ')).toEqual([])
  })
})
