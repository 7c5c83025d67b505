import { describe, expect, test } from 'vitest'
import { encodeDeliver } from '../../../src/main/modem/pdu/deliver.ts'
import { packSeptets } from '../../../src/main/modem/pdu/gsm7.ts'
import { joinParts } from '../../../src/main/modem/pdu/join.ts'
import { toHex } from '../../../src/main/modem/pdu/octets.ts'

const HEAD = '00440B919700214365F700'
const STAMP = '62112202000021'

/** A part as a careless sender makes it: user data cut anywhere, behind a 5-octet concatenation header. */
function ucs2Part(number: number, unitsHex: string): string {
  const length = (6 + unitsHex.length / 2).toString(16).padStart(2, '0')
  return `${HEAD}08${STAMP}${length}050003A5020${number}${unitsHex}`
}

function gsm7Part(number: number, ...septets: number[]): string {
  const packed = toHex(packSeptets(Uint8Array.from(septets), 1))
  const length = (7 + septets.length).toString(16).padStart(2, '0')
  return `${HEAD}00${STAMP}${length}050003A5020${number}${packed}`
}

/** A part that names a language's single and locking table behind its number. */
function nationalPart(number: number, language: string, ...septets: number[]): string {
  const packed = toHex(packSeptets(Uint8Array.from(septets), 2))
  const length = (14 + septets.length).toString(16).padStart(2, '0')
  return `${HEAD}00${STAMP}${length}0B0003A5020${number}2401${language}2501${language}${packed}`
}

describe('joining the parts of a long message', () => {
  test('makes an emoji whole that the sender cut', () => {
    expect(joinParts([ucs2Part(1, '0436D83D'), ucs2Part(2, 'DE000436')])).toEqual({
      text: 'ж😀ж',
      problem: null,
    })
  })

  test('makes an escape pair whole that the sender cut', () => {
    expect(joinParts([gsm7Part(1, 0x41, 0x1b), gsm7Part(2, 0x65, 0x42)])).toEqual({
      text: 'A€B',
      problem: null,
    })
  })

  test('takes two escapes at the end as a pair', () => {
    expect(joinParts([gsm7Part(1, 0x41, 0x1b, 0x1b), gsm7Part(2, 0x65)]).text).toBe('A e')
  })

  test('reads each part by the national tables of its own header', () => {
    const parts = [nationalPart(1, '06', 0x15, 0x1b), nationalPart(2, '06', 0x1d, 0x15)]
    expect(joinParts(parts)).toEqual({ text: '\u0915\u0967\u0915', problem: null })
    expect(joinParts([nationalPart(1, '06', 0x15), nationalPart(2, '0B', 0x15), gsm7Part(2, 0x15)])).toEqual({
      text: '\u0915\u0b95Ω',
      problem: null,
    })
  })

  test('shows an escape that nothing follows as a space', () => {
    expect(joinParts([gsm7Part(1, 0x41, 0x1b)]).text).toBe('A ')
    expect(joinParts([gsm7Part(1, 0x41, 0x1b), ucs2Part(2, '0436')]).text).toBe('A ж')
  })

  test('joins what our own encoder cut', () => {
    const text = 'Оплачено 1500 ₽ 😀 '.repeat(20)
    const encoded = encodeDeliver({
      from: '+79001234567',
      text,
      sentAt: 0,
      zone_minutes: 0,
      concatReference: 1,
      referenceWidth: 16,
      serviceCentre: null,
    })
    expect(encoded.ok && joinParts(encoded.parts.map(({ pdu }) => pdu)).text).toBe(text)
  })

  test('keeps the readable parts beside one that is refused', () => {
    expect(joinParts([ucs2Part(1, '0436'), 'FF', ucs2Part(2, '0437')])).toEqual({
      text: 'жз',
      problem: 'bad-address',
    })
  })

  test('of none is an empty text', () => {
    expect(joinParts([])).toEqual({ text: '', problem: null })
  })
})
