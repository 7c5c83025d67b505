import { describe, expect, test } from 'vitest'
import { decodeDcs } from '../../../src/main/modem/pdu/dcs.ts'

describe('TP-DCS', () => {
  test.each([
    ['general, default', 0x00, 'gsm7', null, false],
    ['general, 8 bit', 0x04, '8bit', null, false],
    ['general, UCS2', 0x08, 'ucs2', null, false],
    ['general, reserved alphabet', 0x0c, 'gsm7', null, false],
    ['general, flash', 0x10, 'gsm7', 0, false],
    ['general, UCS2 flash', 0x18, 'ucs2', 0, false],
    ['general, SIM class', 0x12, 'gsm7', 2, false],
    ['general, class bits without meaning', 0x03, 'gsm7', null, false],
    ['general, compressed', 0x20, 'gsm7', null, true],
    ['automatic deletion, default', 0x40, 'gsm7', null, false],
    ['automatic deletion, UCS2 flash', 0x58, 'ucs2', 0, false],
    ['automatic deletion, compressed UCS2', 0x68, 'ucs2', null, true],
    ['waiting, discard', 0xc0, 'gsm7', null, false],
    ['waiting, discard, active voicemail', 0xc8, 'gsm7', null, false],
    ['waiting, store', 0xd0, 'gsm7', null, false],
    ['waiting, store, active e-mail', 0xda, 'gsm7', null, false],
    ['waiting, store, UCS2', 0xe0, 'ucs2', null, false],
    ['waiting, store, UCS2, active fax', 0xe9, 'ucs2', null, false],
    ['automatic deletion, 8 bit', 0x44, '8bit', null, false],
    ['automatic deletion, SIM class', 0x52, 'gsm7', 2, false],
    ['class group with its reserved bit', 0xf8, 'gsm7', 0, false],
    ['class group, default', 0xf0, 'gsm7', 0, false],
    ['class group, 8 bit of the SIM', 0xf6, '8bit', 2, false],
    ['class group, 8 bit of the terminal', 0xf7, '8bit', 3, false],
  ] as const)('%s', (_, octet, alphabet, messageClass, compressed) => {
    expect(decodeDcs(octet)).toEqual({ alphabet, class: messageClass, compressed })
  })

  test.each([
    ['1000', 0x80],
    ['1001', 0x90],
    ['1010', 0xa0],
    ['1011', 0xb0],
  ])('of the reserved group %s is the 7-bit alphabet without a class, whatever its low bits', (_, group) => {
    for (let low = 0; low < 16; low++)
      expect(decodeDcs(group | low)).toEqual({ alphabet: 'gsm7', class: null, compressed: false })
  })

  test.each([
    ['1100, discard', 0xc0, 'gsm7'],
    ['1101, store', 0xd0, 'gsm7'],
    ['1110, store in UCS2', 0xe0, 'ucs2'],
  ])('of the waiting group %s has its alphabet for every kind and both states', (_, group, alphabet) => {
    for (let low = 0; low < 16; low++)
      expect(decodeDcs(group | low)).toEqual({ alphabet, class: null, compressed: false })
  })

  test('of automatic deletion reads as the general group with the same low bits', () => {
    for (let low = 0; low < 0x40; low++) expect(decodeDcs(0x40 | low)).toEqual(decodeDcs(low))
  })
})
