import { parse, Submit } from 'node-pdu'
import { describe, expect, test } from 'vitest'
import type { OutgoingText } from '../../../src/main/app/ports/modem.ts'
import { decodeSubmit, encodeSubmit, prepareSubmit } from '../../../src/main/modem/pdu/submit.ts'

const DAY_MINUTES = 24 * 60
const HELLO = '0011000B916407281553F80000AA0AE8329BFD4697D9EC37'
/** Everything of a SUBMIT without validity before TP-DCS. */
const HEAD = '0001000B919700214365F700'

function message(fields: Partial<OutgoingText>): OutgoingText {
  return {
    to: '+79001234567',
    text: 'hellohello',
    concatReference: 0xa5,
    validity_minutes: DAY_MINUTES,
    statusReport: true,
    ...fields,
  }
}

function decoded(pduHex: string) {
  const result = decodeSubmit(pduHex)
  if (!result.ok) throw new Error(result.problem)
  return result.submit
}

/** The text as another program's decoder reads it. */
function readByOracle(pduHex: string): string {
  const pdu = parse(pduHex)
  if (!(pdu instanceof Submit)) throw new Error('not a SUBMIT')
  return pdu.data.getText()
}

describe('writing a SUBMIT', () => {
  test('gives the well-known example octet for octet', () => {
    const [part] = encodeSubmit(
      message({ to: '+46708251358', validity_minutes: 4 * DAY_MINUTES, statusReport: false }),
    )
    expect(part).toEqual({ pdu: '0011000B916407281553F80000AA0AE8329BFD4697D9EC37', length: 23 })
  })

  test('asks for a status report by bit 5', () => {
    expect(encodeSubmit(message({}))[0]?.pdu.slice(2, 4)).toBe('31')
    expect(decoded(encodeSubmit(message({}))[0]?.pdu ?? '').statusReport).toBe(true)
  })

  test('counts the TPDU without the service-centre octet', () => {
    for (const part of encodeSubmit(message({ text: 'ж'.repeat(200) }))) {
      expect(part.length).toBe(part.pdu.length / 2 - 1)
    }
  })

  test('writes one Cyrillic part without a header', () => {
    const [part, ...others] = encodeSubmit(message({ text: 'Долг' }))
    expect(others).toEqual([])
    expect(part?.pdu).toBe('0031000B919700214365F70008A7080414043E043B0433')
  })

  test('writes several parts with an 8-bit reference, each asking for its report', () => {
    const parts = encodeSubmit(message({ text: 'ж'.repeat(71) })).map(({ pdu }) => decoded(pdu))
    expect(parts.map(({ concat }) => concat)).toEqual([
      { reference: 0xa5, total: 2, number: 1 },
      { reference: 0xa5, total: 2, number: 2 },
    ])
    expect(parts.every(({ statusReport, reference }) => statusReport && reference === 0)).toBe(true)
  })

  test('fills a part to exactly 140 octets of user data', () => {
    const parts = encodeSubmit(message({ text: 'a'.repeat(306) }))
    expect(parts.map(({ length }) => length)).toEqual([154, 154])
  })

  test('takes no more than the low octet of the reference', () => {
    const [part] = encodeSubmit(message({ text: 'ж'.repeat(71), concatReference: 0x1ff }))
    expect(decoded(part?.pdu ?? '').concat?.reference).toBe(0xff)
  })

  test('keeps a trailing @ through the network', () => {
    expect(decoded(encodeSubmit(message({ text: '1234567@' }))[0]?.pdu ?? '').text).toBe('1234567@')
  })

  test('sends a backtick as UCS2, not as another sign', () => {
    const submit = decoded(encodeSubmit(message({ text: 'a`b' }))[0]?.pdu ?? '')
    expect(submit).toMatchObject({ dcs: 0x08, text: 'a`b' })
  })

  test('keeps 8… and short codes digit for digit', () => {
    expect(decoded(encodeSubmit(message({ to: '89001234567' }))[0]?.pdu ?? '').to).toBe('89001234567')
    expect(decoded(encodeSubmit(message({ to: '900' }))[0]?.pdu ?? '').to).toBe('900')
    expect(decoded(encodeSubmit(message({ to: '+7 (900) 123-45-67' }))[0]?.pdu ?? '').to).toBe('+79001234567')
  })

  test.each([
    ['a name', 'MTS'],
    ['a name with a number in it', 'Bank24'],
    ['nothing', ''],
  ])('refuses %s as the recipient, as data: no network takes a message to a name', (_, to) => {
    expect(prepareSubmit(message({ to }))).toEqual({ ok: false, problem: 'bad-address' })
  })

  test('refuses a text of 256 parts, as data', () => {
    expect(prepareSubmit(message({ text: 'ж'.repeat(255 * 67 + 1) }))).toEqual({
      ok: false,
      problem: 'too-many-parts',
    })
  })

  test('throws where the caller promised a number and gave none', () => {
    expect(() => encodeSubmit(message({ to: '' }))).toThrow(RangeError)
  })

  test.each([
    ['short Latin', 'Kvitok: 1500 rub. [OK]'],
    ['one Cyrillic part', 'Оплата 1500 руб. засчитана сегодня.'],
    ['160 septets', 'a'.repeat(160)],
    ['70 Cyrillic letters', 'ж'.repeat(70)],
    ['an emoji', 'Спасибо 😀'],
  ])('is read by another decoder: %s', (_, text) => {
    expect(readByOracle(encodeSubmit(message({ text }))[0]?.pdu ?? '')).toBe(text)
  })

  test.each([
    ['Latin with escapes', `${'Invoice [12] = 5€ '.repeat(20)}end`],
    ['Cyrillic', 'Задолженность по лицевому счёту погашена полностью. '.repeat(5)],
  ])('is read part by part by another decoder: %s', (_, text) => {
    const parts = encodeSubmit(message({ text })).map(({ pdu }) => readByOracle(pdu))
    expect(parts.length).toBeGreaterThan(1)
    expect(parts.join('')).toBe(text)
  })
})

describe('reading a SUBMIT', () => {
  test('reads the well-known example', () => {
    expect(decoded('0011000B916407281553F80000AA0AE8329BFD4697D9EC37')).toEqual({
      serviceCentre: null,
      reference: 0,
      to: '+46708251358',
      statusReport: false,
      rejectDuplicates: false,
      validity: { format: 'relative', minutes: 4 * DAY_MINUTES },
      protocolId: 0,
      dcs: 0,
      concat: null,
      text: 'hellohello',
      problem: null,
    })
  })

  test('reads one without validity and with a service centre', () => {
    expect(decoded('07919730071111F101050B916407281553F800000AE8329BFD4697D9EC37')).toMatchObject({
      serviceCentre: '+79037011111',
      reference: 5,
      validity: { format: 'none' },
      text: 'hellohello',
    })
  })

  test('reads a part with a 16-bit reference beside other elements', () => {
    const submit = decoded('0041000B919700214365F700080C090804A5B103027001010416')
    expect(submit).toMatchObject({ text: 'Ж', concat: { reference: 0xa5b1, total: 3, number: 2 } })
  })

  test('reads the wish to reject duplicates', () => {
    expect(decoded('0015000B916407281553F80000AA0AE8329BFD4697D9EC37').rejectDuplicates).toBe(true)
  })

  test('reads an absolute and an enhanced validity in its place', () => {
    const tail = '0AE8329BFD4697D9EC37'
    expect(decoded(`0019000B916407281553F8000062112202000021${tail}`)).toMatchObject({
      validity: { format: 'absolute', until: Date.UTC(2026, 10, 22, 17) },
      text: 'hellohello',
    })
    expect(decoded(`0009000B916407281553F80000021E0000000000${tail}`)).toMatchObject({
      validity: { format: 'enhanced', seconds: 30, singleShot: false },
      text: 'hellohello',
    })
  })

  test('refuses every truncation', () => {
    const whole = encodeSubmit(message({ text: 'долг '.repeat(40) }))[0]?.pdu ?? ''
    expect(decodeSubmit(whole).ok).toBe(true)
    for (let octets = 0; octets < whole.length / 2; octets++)
      expect(decodeSubmit(whole.slice(0, 2 * octets))).toEqual({ ok: false, problem: 'truncated' })
  })

  test.each([
    ['octets after its text', `${HELLO}00`, 'trailing-octets'],
    ['over 160 septets', `${HEAD}00A1${'00'.repeat(141)}`, 'bad-user-data-length'],
    ['over 140 octets', `${HEAD}088D${'00'.repeat(141)}`, 'bad-user-data-length'],
    ['more octets than any PDU has', '00'.repeat(201), 'too-long'],
    ['a recipient of over 20 digits', `0001001591${'11'.repeat(11)}`, 'bad-address'],
    ['letters', 'ОШИБКА', 'not-hex'],
  ])('refuses one with %s', (_, pduHex, problem) => {
    expect(decodeSubmit(pduHex)).toEqual({ ok: false, problem })
  })

  test('refuses a DELIVER', () => {
    expect(decodeSubmit('07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37')).toEqual({
      ok: false,
      problem: 'wrong-type',
    })
  })
})
