import { describe, expect, test } from 'vitest'
import {
  DEFAULT_ALPHABET,
  fromSeptets,
  packSeptets,
  septetCost,
  toSeptets,
  unpackSeptets,
} from '../../../src/main/modem/pdu/gsm7.ts'
import { toHex } from '../../../src/main/modem/pdu/octets.ts'

const EXTENSION = '^{}\\[~]|€\f'

function septetsOf(text: string): Uint8Array {
  const septets = toSeptets(text)
  if (septets === null) throw new Error(`not in the alphabet: ${text}`)
  return septets
}

describe('the GSM 7-bit alphabet', () => {
  test('has 128 places', () => {
    expect(DEFAULT_ALPHABET.length).toBe(128)
  })

  test('keeps the codes the standard prints', () => {
    expect([...septetsOf('@Δ 0¡P¿p_\n\r§à')]).toEqual([
      0x00, 0x10, 0x20, 0x30, 0x40, 0x50, 0x60, 0x70, 0x11, 0x0a, 0x0d, 0x5f, 0x7f,
    ])
  })

  test('writes the extension as an escape and a code', () => {
    expect([...septetsOf('€[')]).toEqual([0x1b, 0x65, 0x1b, 0x3c])
  })

  test('reads back every character it can write', () => {
    const all = DEFAULT_ALPHABET.replace('\u001b', '') + EXTENSION
    expect(fromSeptets(septetsOf(all))).toBe(all)
  })

  test('refuses the backtick, which it has not', () => {
    expect(toSeptets('`')).toBeNull()
    expect(septetCost('`')).toBe(0)
  })

  test('refuses Cyrillic letters that look Latin', () => {
    expect(toSeptets('СТОП')).toBeNull()
  })

  test('has no code for a bare escape character', () => {
    expect(toSeptets('\u001b')).toBeNull()
  })

  test('shows the main table where the extension has nothing', () => {
    expect(fromSeptets(Uint8Array.of(0x1b, 0x41))).toBe('A')
  })

  test('shows two escapes as one space', () => {
    expect(fromSeptets(Uint8Array.of(0x1b, 0x1b, 0x41))).toBe(' A')
  })

  test('shows an escape at the very end as a space', () => {
    expect(fromSeptets(Uint8Array.of(0x41, 0x1b))).toBe('A ')
  })
})

describe('packing', () => {
  test('packs the known example', () => {
    expect(toHex(packSeptets(septetsOf('hellohello')))).toBe('E8329BFD4697D9EC37')
  })

  test('keeps a trailing @, whose code is zero', () => {
    const packed = packSeptets(septetsOf('1234567@'))
    expect(packed.length).toBe(7)
    expect(fromSeptets(unpackSeptets(packed, 8))).toBe('1234567@')
  })

  test('does not invent an @ after seven characters', () => {
    expect(fromSeptets(unpackSeptets(packSeptets(septetsOf('1234567')), 7))).toBe('1234567')
  })

  test.each([0, 1, 2, 3, 4, 5, 6])('unpacks after %i fill bits', (fill) => {
    const septets = septetsOf('Kvitok [1] = 5€')
    const packed = packSeptets(septets, fill)
    expect((packed[0] ?? 0) & ((1 << fill) - 1)).toBe(0)
    expect(unpackSeptets(packed, septets.length, fill)).toEqual(septets)
  })

  test('gives no more septets than the octets hold', () => {
    expect(unpackSeptets(Uint8Array.of(0xff), 100)).toEqual(Uint8Array.of(0x7f))
  })
})
