import fc from 'fast-check'
import { Deliver, parse, Report, Submit } from 'node-pdu'
import { describe, expect, test } from 'vitest'
import { encodeDeliver } from '../../../src/main/modem/pdu/deliver.ts'
import { DEFAULT_ALPHABET } from '../../../src/main/modem/pdu/gsm7.ts'
import { encodeStatusReport } from '../../../src/main/modem/pdu/status-report.ts'
import { encodeSubmit } from '../../../src/main/modem/pdu/submit.ts'

/** Without the section sign, which node-pdu shows as a backtick (code 0x5F; 23.038, 6.2.1 has none). */
const LATIN = [...DEFAULT_ALPHABET.replace('\u001b', '').replace('§', ''), ...'^{}\\[~]|€']
const CYRILLIC = [...'абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВЁЪ «»—№₽ 0123456789,.😀🏠']

const textOf = (chars: readonly string[], most: number) =>
  fc.array(fc.constantFrom(...chars), { minLength: 1, maxLength: most }).map((picked) => picked.join(''))
const anyText = fc.oneof(textOf(LATIN, 500), textOf(CYRILLIC, 300))
const number = fc.stringMatching(/^[1-9]\d{4,14}$/)
const instant = fc
  .integer({ min: Date.UTC(2001, 0, 1), max: Date.UTC(2068, 0, 1) })
  .map((ms) => ms - (ms % 1000))
const zone_minutes = fc.integer({ min: -48, max: 56 }).map((quarters) => quarters * 15)

describe('node-pdu, which is another program, reads', () => {
  test('any text that we submit, part by part', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const parts = encodeSubmit({
          to: '+79001234567',
          text,
          concatReference: 7,
          validity_minutes: 60,
          statusReport: true,
        })
        const read = parts
          .map(({ pdu }) => parse(pdu))
          .map((pdu) => (pdu instanceof Submit ? pdu.data.getText() : null))
        expect(read.join('')).toBe(text)
      }),
      { numRuns: 300 },
    )
  })

  test('any text that our network delivers, with either width of the reference', () => {
    fc.assert(
      fc.property(anyText, number, instant, zone_minutes, fc.boolean(), (text, from, sentAt, zone, wide) => {
        const encoded = encodeDeliver({
          from: `+${from}`,
          text,
          sentAt,
          zone_minutes: zone,
          concatReference: 0x1234,
          referenceWidth: wide ? 16 : 8,
          serviceCentre: '+79037011111',
        })
        if (!encoded.ok) throw new Error(encoded.problem)
        const read = encoded.parts.map(({ pdu }) => parse(pdu)).filter((pdu) => pdu instanceof Deliver)
        expect(read.map((pdu) => pdu.data.getText()).join('')).toBe(text)
        for (const pdu of read) {
          expect(pdu.address.phone).toBe(from)
          expect(pdu.serviceCenterTimeStamp.time).toBe(sentAt / 1000)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('any status report of our network: reference, recipient, both times and status', () => {
    fc.assert(
      fc.property(
        fc.nat(255),
        number,
        instant,
        instant,
        zone_minutes,
        fc.nat(255),
        (reference, to, sentAt, dischargedAt, zone, status) => {
          const fields = { reference, to: `+${to}`, sentAt, dischargedAt, zone_minutes: zone, status }
          const encoded = encodeStatusReport({ ...fields, serviceCentre: null })
          const read = parse(encoded?.pdu ?? '')
          if (!(read instanceof Report)) throw new Error('not a STATUS-REPORT')
          expect(read.reference).toBe(reference)
          expect(read.status).toBe(status)
          expect(read.address.phone).toBe(to)
          expect(read.dateTime.time).toBe(sentAt / 1000)
          expect(read.discharge.time).toBe(dischargedAt / 1000)
        },
      ),
      { numRuns: 300 },
    )
  })
})
