import { Deliver, parse } from 'node-pdu'
import { describe, expect, test } from 'vitest'
import type { DeliverText } from '../../../src/main/modem/pdu/deliver.ts'
import { decodeDeliver, encodeDeliver, unreadablePart } from '../../../src/main/modem/pdu/deliver.ts'

const HELLO = '07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37'
/** Everything of a DELIVER from +79001234567 before TP-DCS. */
const HEAD = '00040B919700214365F700'
const HEAD_UDHI = '00440B919700214365F700'
const STAMP = '62112202000021'

function part(pduHex: string) {
  const result = decodeDeliver(pduHex)
  if (!result.ok) throw new Error(result.problem)
  return result.part
}

function problemOf(pduHex: string) {
  const result = decodeDeliver(pduHex)
  return result.ok ? null : result.problem
}

function pdusOf(fields: Partial<DeliverText>): string[] {
  const encoded = encodeDeliver({
    from: '+79001234567',
    text: 'долг 100234',
    sentAt: Date.UTC(2026, 10, 22, 17),
    zone_minutes: 180,
    concatReference: 0x1234,
    referenceWidth: 8,
    serviceCentre: '+79037011111',
    ...fields,
  })
  if (!encoded.ok) throw new Error(encoded.problem)
  return encoded.parts.map(({ pdu }) => pdu)
}

function readByOracle(pduHex: string): string {
  const pdu = parse(pduHex)
  if (!(pdu instanceof Deliver)) throw new Error('not a DELIVER')
  return pdu.data.getText()
}

describe('reading a DELIVER', () => {
  test('reads the well-known example', () => {
    expect(part(HELLO)).toEqual({
      from: '27838890001',
      alphanumeric: false,
      text: 'hellohello',
      sentAt: Date.UTC(1999, 2, 29, 13, 16, 59),
      concat: null,
      pdu: HELLO,
      problem: null,
    })
  })

  test('reads a second published example, in lower case and with its line end', () => {
    const hex = '07919730071111F1000B919746121611F10000811170021222230DC8329BFD6681EE6F399B1C02'
    expect(part(`${hex.toLowerCase()}\r`)).toMatchObject({
      from: '+79642161111',
      text: 'Hello, world!',
      sentAt: Date.UTC(2018, 10, 7, 12, 21, 22),
      pdu: hex,
    })
  })

  test('reads a name as the sender', () => {
    expect(part(`000409D0E8329BFD060000${STAMP}0AE8329BFD4697D9EC37`)).toMatchObject({
      from: 'hello',
      alphanumeric: true,
      text: 'hellohello',
    })
  })

  test('reads Cyrillic', () => {
    expect(part(`${HEAD}08${STAMP}080414043E043B0433`)).toMatchObject({ text: 'Долг', problem: null })
  })

  test('keeps an unreadable time as unknown and the text as it is', () => {
    expect(part(`${HEAD}08FFFFFFFFFFFFFF080414043E043B0433`)).toMatchObject({ text: 'Долг', sentAt: null })
  })

  test('reads a trailing @', () => {
    const [pdu = ''] = pdusOf({ text: '1234567@' })
    expect(part(pdu).text).toBe('1234567@')
  })

  test('reads parts with a 16-bit reference', () => {
    expect(part(`${HEAD_UDHI}08${STAMP}09060804A5B103020436`).concat).toEqual({
      reference: 0xa5b1,
      total: 3,
      number: 2,
    })
  })

  test('reads a part whose header holds another element first', () => {
    expect(part(`${HEAD_UDHI}08${STAMP}0E0B05040B8423F00003A503020436`)).toMatchObject({
      text: 'ж',
      concat: { reference: 0xa5, total: 3, number: 2 },
    })
  })

  test('reads a Turkish text by the table its header names', () => {
    // The header's 32 bits and 3 of filling, then one septet 0x0B.
    expect(part(`${HEAD_UDHI}00${STAMP}06032501015800`)).toMatchObject({ text: 'Ğ', problem: null })
  })

  test('reads a Hindi text by both tables that its header names', () => {
    // Seven octets of header are eight septets: no filling. 0x15, then an escape and 0x1D.
    const pdu = `${HEAD_UDHI}00${STAMP}0B06240106250106954D07`
    expect(part(pdu)).toMatchObject({ text: '\u0915\u0967', problem: null })
  })

  test('reads a language that is reserved by the default alphabet, and says so', () => {
    expect(part(`${HEAD_UDHI}00${STAMP}060325010E5800`)).toMatchObject({
      text: 'Ø',
      problem: 'unknown-language',
    })
  })

  test.each([
    ['8-bit data', `${HEAD}04${STAMP}0401020304`, 'eight-bit-data'],
    ['compressed text', `${HEAD}20${STAMP}080102030405060708`, 'compressed'],
    ['a header longer than the data', `${HEAD_UDHI}08${STAMP}040A000304`, 'bad-header'],
    ['a header whose element is too long', `${HEAD_UDHI}08${STAMP}0705000FA5030204`, 'bad-header'],
    ['a header announced and absent', `${HEAD_UDHI}08${STAMP}00`, 'bad-header'],
    ['a header past its septets', `${HEAD_UDHI}00${STAMP}0100`, 'bad-header'],
  ])('keeps the sender of %s and says what is wrong', (_, pduHex, problem) => {
    expect(part(pduHex)).toMatchObject({ from: '+79001234567', text: '', problem })
  })

  test('reads what it can of UCS2 with half a unit at the end, and says so', () => {
    expect(part(`${HEAD}08${STAMP}050414043E04`)).toMatchObject({ text: 'До', problem: 'odd-ucs2' })
  })

  test('reads a flash message and a voicemail notice like any other', () => {
    expect(part(`${HEAD}18${STAMP}080414043E043B0433`).text).toBe('Долг')
    expect(part(`${HEAD}E0${STAMP}080414043E043B0433`).text).toBe('Долг')
    expect(part(`${HEAD}C8${STAMP}0AE8329BFD4697D9EC37`).text).toBe('hellohello')
  })

  test('reads a reserved message type as a DELIVER, as the standard asks', () => {
    expect(part(`0007${HEAD.slice(4)}08${STAMP}080414043E043B0433`).text).toBe('Долг')
  })

  test.each([
    ['a SUBMIT', '0011000B916407281553F80000AA0AE8329BFD4697D9EC37', 'wrong-type'],
    ['nothing', '', 'truncated'],
    ['half an octet', HELLO.slice(0, -1), 'not-hex'],
    ['letters', 'ОШИБКА', 'not-hex'],
    ['an octet missing', HELLO.slice(0, -2), 'truncated'],
    ['a user data length over 160 septets', `${HEAD}00${STAMP}A1${'00'.repeat(141)}`, 'bad-user-data-length'],
    ['a user data length over 140 octets', `${HEAD}08${STAMP}8D${'00'.repeat(141)}`, 'bad-user-data-length'],
    ['more octets than any PDU has', '00'.repeat(201), 'too-long'],
    ['a megabyte', '0'.repeat(1 << 20), 'too-long'],
  ])('refuses %s', (_, pduHex, problem) => {
    expect(problemOf(pduHex)).toBe(problem)
  })

  test('reads a message with octets after its text, and keeps them', () => {
    const padded = `${HELLO}00FF`
    expect(part(padded)).toEqual({ ...part(HELLO), pdu: padded })
  })

  test('refuses every truncation of a message with a header', () => {
    const [pdu = ''] = pdusOf({ text: 'долг '.repeat(40) })
    for (let octets = 0; octets < pdu.length / 2; octets++) {
      expect(problemOf(pdu.slice(0, 2 * octets))).toBe('truncated')
    }
  })

  test('a refused PDU is kept whole for the operator', () => {
    expect(unreadablePart('ОШИБКА', 'not-hex')).toEqual({
      from: '',
      alphanumeric: false,
      text: '',
      sentAt: null,
      concat: null,
      pdu: 'ОШИБКА',
      problem: 'not-hex',
    })
  })
})

describe('writing a DELIVER', () => {
  test('carries sender, time with zone and text', () => {
    const [pdu = ''] = pdusOf({})
    expect(pdu.startsWith('07919730071111F1040B919700214365F7000862112202000021')).toBe(true)
    expect(part(pdu)).toMatchObject({
      from: '+79001234567',
      text: 'долг 100234',
      sentAt: Date.UTC(2026, 10, 22, 17),
      concat: null,
    })
  })

  test.each([8, 16] as const)('numbers its parts by a %i-bit reference', (referenceWidth) => {
    const parts = pdusOf({ text: 'ж😀'.repeat(60), referenceWidth }).map(part)
    expect(parts.map(({ concat }) => concat)).toEqual(
      [1, 2, 3].map((number) => ({ reference: referenceWidth === 8 ? 0x34 : 0x1234, total: 3, number })),
    )
    expect(parts.map(({ text }) => text).join('')).toBe('ж😀'.repeat(60))
  })

  test('counts the TPDU without the service-centre octets', () => {
    const encoded = encodeDeliver({
      from: 'MTS-Bank',
      text: 'x',
      sentAt: 0,
      zone_minutes: 0,
      concatReference: 0,
      referenceWidth: 8,
      serviceCentre: '+79037011111',
    })
    expect(encoded.ok && encoded.parts.map(({ pdu, length }) => pdu.length / 2 - length)).toEqual([8])
  })

  test('refuses a sender that fits no address', () => {
    expect(() => pdusOf({ from: 'Сбербанк' })).toThrow('bad-address')
  })

  test.each([
    ['Latin', 'Balance [12] = 5€'],
    ['Cyrillic', 'Сколько я должен за воду?'],
    ['an emoji', 'Спасибо 😀'],
  ])('is read by another decoder: %s', (_, text) => {
    const [pdu = ''] = pdusOf({ text })
    expect(readByOracle(pdu)).toBe(text)
  })
})
