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
    ['reserved group', 0x80, 'gsm7', null, false],
    ['reserved group with all bits', 0xbf, 'gsm7', null, false],
    ['waiting, discard', 0xc0, 'gsm7', null, false],
    ['waiting, discard, active voicemail', 0xc8, 'gsm7', null, false],
    ['waiting, store', 0xd0, 'gsm7', null, false],
    ['waiting, store, UCS2', 0xe0, 'ucs2', null, false],
    ['class group, default', 0xf0, 'gsm7', 0, false],
    ['class group, 8 bit of the SIM', 0xf6, '8bit', 2, false],
    ['class group, 8 bit of the terminal', 0xf7, '8bit', 3, false],
  ] as const)('%s', (_, octet, alphabet, messageClass, compressed) => {
    expect(decodeDcs(octet)).toEqual({ alphabet, class: messageClass, compressed })
  })
})
