import { parse, Report } from 'node-pdu'
import { describe, expect, test } from 'vitest'
import { kindOfPdu } from '../../../src/main/modem/pdu/kind.ts'
import { statusCause } from '../../../src/main/modem/pdu/status-cause.ts'
import {
  decodeStatusReport,
  encodeStatusReport,
  reportOutcome,
} from '../../../src/main/modem/pdu/status-report.ts'

const PUBLISHED = '0006000B910221815716F2709021510121807090215101718000'

function report(pduHex: string) {
  const result = decodeStatusReport(pduHex)
  if (!result.ok) throw new Error(result.problem)
  return result.report
}

function problemOf(pduHex: string) {
  const result = decodeStatusReport(pduHex)
  return result.ok ? null : result.problem
}

describe('reading a STATUS-REPORT', () => {
  test('reads a published example', () => {
    expect(report(PUBLISHED)).toEqual({
      reference: 0,
      to: '+20121875612',
      sentAt: Date.UTC(2007, 8, 12, 13, 10, 12),
      dischargedAt: Date.UTC(2007, 8, 12, 13, 10, 17),
      status: 0,
      outcome: 'delivered',
      cause: 'received',
      pdu: PUBLISHED,
    })
  })

  test.each([
    [0x00, 'delivered'],
    [0x01, 'unknown'],
    [0x02, 'unknown'],
    [0x03, 'unknown'],
    [0x1f, 'unknown'],
    [0x20, 'pending'],
    [0x3f, 'pending'],
    [0x40, 'failed'],
    [0x5f, 'failed'],
    [0x60, 'failed'],
    [0x7f, 'failed'],
    [0x80, 'unknown'],
    [0xc0, 'unknown'],
    [0xff, 'unknown'],
  ] as const)('TP-ST %i is of the class %s', (status, outcome) => {
    expect(reportOutcome(status)).toBe(outcome)
  })

  test('keeps the rest when a time is unreadable', () => {
    const pdu = PUBLISHED.replace('70902151017180', 'FFFFFFFFFFFFFF')
    expect(report(pdu)).toMatchObject({ dischargedAt: null, sentAt: Date.UTC(2007, 8, 12, 13, 10, 12) })
  })

  test.each([
    [0x00, 'received'],
    [0x01, 'forwarded'],
    [0x02, 'replaced'],
    [0x03, 'reserved'],
    [0x1f, 'centre'],
    [0x20, 'congestion'],
    [0x22, 'no-response'],
    [0x40, 'remote-procedure'],
    [0x46, 'expired'],
    [0x49, 'not-found'],
    [0x4a, 'reserved'],
    [0x65, 'sme-error'],
    [0x7f, 'centre'],
    [0x80, 'reserved'],
  ])('TP-ST %i has the cause %s', (status, cause) => {
    expect(statusCause(status)).toBe(cause)
  })

  test.each([
    ['an empty indicator', '00'],
    ['octets after all fields', '0000'],
    ['protocol and coding', '030000'],
    ['a text', '0700000AE8329BFD4697D9EC37'],
    ['fields of a later release', '08010203'],
  ])('reads one with %s after the status', (_, tail) => {
    expect(report(PUBLISHED + tail).outcome).toBe('delivered')
  })

  test.each([
    ['a missing status', PUBLISHED.slice(0, -2), 'truncated'],
    ['a text that ends early', `${PUBLISHED}0700000AE8`, 'truncated'],
    ['an indicator that never ends', `${PUBLISHED}80${'80'.repeat(20)}`, 'truncated'],
    ['a DELIVER', '07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37', 'wrong-type'],
    ['rubbish', '^RSSI:25', 'not-hex'],
  ])('refuses %s', (_, pduHex, problem) => {
    expect(problemOf(pduHex)).toBe(problem)
  })
})

describe('writing a STATUS-REPORT', () => {
  const fields = {
    reference: 255,
    to: '+79001234567',
    sentAt: Date.UTC(2026, 10, 22, 17),
    dischargedAt: Date.UTC(2026, 10, 22, 17, 0, 5),
    zone_minutes: 180,
    status: 0x46,
    serviceCentre: '+79037011111',
  }

  test('is read back', () => {
    const { zone_minutes: _zone, serviceCentre: _centre, ...expected } = fields
    expect(report(encodeStatusReport(fields)?.pdu ?? '')).toMatchObject({ ...expected, outcome: 'failed' })
  })

  test('is what the standard lays out, octet for octet', () => {
    expect(encodeStatusReport(fields)?.pdu).toBe(
      '07919730071111F106FF0B919700214365F7621122020000216211220200502146',
    )
  })

  test('counts the TPDU without the service-centre octets', () => {
    const encoded = encodeStatusReport(fields)
    expect(encoded?.length).toBe(25)
    expect(encoded?.pdu.length).toBe(2 * (25 + 8))
  })

  test('is null for a recipient that fits no address', () => {
    expect(encodeStatusReport({ ...fields, to: 'Сбербанк' })).toBeNull()
  })

  test('is read by another decoder', () => {
    const pdu = parse(encodeStatusReport(fields)?.pdu ?? '')
    expect(pdu instanceof Report && [pdu.reference, pdu.status]).toEqual([255, 0x46])
  })
})

describe('telling PDUs apart', () => {
  test.each([
    [PUBLISHED, 'status-report'],
    ['07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37', 'deliver'],
    ['0011000B916407281553F80000AA0AE8329BFD4697D9EC37', 'submit'],
    ['0003', 'deliver'],
    ['', null],
    ['00', null],
    ['OK', null],
  ])('%s is %s', (pduHex, kind) => {
    expect(kindOfPdu(pduHex)).toBe(kind)
  })
})
