import fc from 'fast-check'
import { split } from 'split-sms'
import { describe, expect, test } from 'vitest'
import { encodeNumber, encodeSender, readAddress } from '../../src/main/modem/pdu/address.ts'
import { decodeDeliver, encodeDeliver } from '../../src/main/modem/pdu/deliver.ts'
import {
  DEFAULT_ALPHABET,
  fromSeptets,
  packSeptets,
  toSeptets,
  unpackSeptets,
} from '../../src/main/modem/pdu/gsm7.ts'
import { joinParts } from '../../src/main/modem/pdu/join.ts'
import { OctetReader } from '../../src/main/modem/pdu/octets.ts'
import { measureText, splitText } from '../../src/main/modem/pdu/segments.ts'
import { decodeStatusReport, encodeStatusReport } from '../../src/main/modem/pdu/status-report.ts'
import { decodeSubmit, encodeSubmit } from '../../src/main/modem/pdu/submit.ts'
import { decodeTimestamp, encodeTimestamp } from '../../src/main/modem/pdu/timestamp.ts'
import { decodeRelativeValidity, encodeRelativeValidity } from '../../src/main/modem/pdu/validity.ts'

const GSM7 = [...DEFAULT_ALPHABET.replace('\u001b', ''), ...'^{}\\[~]|€\f']
/** Without the carriage return, which makes a cluster with a line feed that the oracle cuts. */
const GSM7_SINGLE = GSM7.filter((char) => char !== '\r')
const CYRILLIC = [...'абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВЪ «»—№₽ 0123456789,.']
/** Emoji that never grow into a cluster with their neighbours. */
const EMOJI = [...'😀🏠💧💡📱🎉']
const CLUSTERS = ['👨‍👩‍👧‍👦', '🇷🇺', '👍🏽', 'и\u0306', 'e\u0301\u0323', '\r\n', '☎️', '1️⃣']

const textOf = (chars: readonly string[], most: number) =>
  fc.array(fc.constantFrom(...chars), { maxLength: most }).map((picked) => picked.join(''))

const gsm7Text = textOf(GSM7, 500)
/** Any 16-bit units, halves of surrogate pairs among them. */
const rawUnits = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 300 })
  .map((units) => String.fromCharCode(...units))
const anyText = fc.oneof(
  rawUnits,
  gsm7Text,
  textOf(CYRILLIC, 300),
  textOf([...CYRILLIC, ...EMOJI], 300),
  textOf([...CYRILLIC, ...EMOJI, ...CLUSTERS, ...GSM7], 300),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
)
const number = fc
  .tuple(fc.constantFrom('+', ''), fc.stringMatching(/^\d{3,15}$/))
  .map(([sign, digits]) => sign + digits)
const zone_minutes = fc.integer({ min: -48, max: 56 }).map((quarters) => quarters * 15)
const instant = fc
  .integer({ min: Date.UTC(1991, 0, 1), max: Date.UTC(2089, 0, 1) })
  .map((ms) => ms - (ms % 1000))

function submitted(text: string, to = '+79001234567') {
  return encodeSubmit({ to, text, concatReference: 7, validity_minutes: 60, statusReport: true })
}

function segmentsOf(text: string, width: 8 | 16 = 8): readonly string[] {
  const result = splitText(text, width)
  if (!result.ok) throw new Error(result.problem)
  return result.segments
}

describe('encoding and decoding are inverse', () => {
  test('for any text in a SUBMIT', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const read = submitted(text).map(({ pdu }) => decodeSubmit(pdu))
        expect(read.map((result) => (result.ok ? result.submit.text : result.problem)).join('')).toBe(text)
      }),
      { numRuns: 1000 },
    )
  })

  test('for any text in a DELIVER, by parts and joined', () => {
    fc.assert(
      fc.property(
        anyText,
        number,
        instant,
        zone_minutes,
        fc.constantFrom(8, 16),
        (text, from, at, zone, width) => {
          const encoded = encodeDeliver({
            from,
            text,
            sentAt: at,
            zone_minutes: zone,
            concatReference: 0x1234,
            referenceWidth: width === 8 ? 8 : 16,
            serviceCentre: null,
          })
          if (!encoded.ok) throw new Error(encoded.problem)
          const pdus = encoded.parts.map(({ pdu }) => pdu)
          expect(joinParts(pdus)).toEqual({ text, problem: null })
          for (const [index, pdu] of pdus.entries()) {
            const read = decodeDeliver(pdu)
            if (!read.ok) throw new Error(read.problem)
            expect(read.part).toMatchObject({ from, sentAt: at, problem: null, pdu })
            expect(read.part.concat?.number ?? 1).toBe(index + 1)
            expect(read.part.concat?.total ?? 1).toBe(pdus.length)
          }
        },
      ),
      { numRuns: 1000 },
    )
  })

  test('for septets behind any filling', () => {
    fc.assert(
      fc.property(gsm7Text, fc.integer({ min: 0, max: 6 }), (text, fill) => {
        const septets = toSeptets(text) ?? new Uint8Array(0)
        expect(fromSeptets(unpackSeptets(packSeptets(septets, fill), septets.length, fill))).toBe(text)
      }),
    )
  })

  test('for numbers', () => {
    fc.assert(
      fc.property(number, (typed) => {
        const reader = new OctetReader(encodeNumber(typed) ?? new Uint8Array(0))
        expect(readAddress(reader)).toEqual({ text: typed, alphanumeric: false })
        reader.end()
        expect(reader.problem).toBeNull()
      }),
    )
  })

  test('for names of senders', () => {
    const name = fc
      .stringMatching(/^[A-Za-z][A-Za-z0-9 .&_-]{0,10}$/)
      .filter((text) => (toSeptets(text)?.length ?? 99) <= 11)
    fc.assert(
      fc.property(name, (text) => {
        const reader = new OctetReader(encodeSender(text) ?? new Uint8Array(0))
        expect(readAddress(reader)).toEqual({ text, alphanumeric: true })
      }),
    )
  })

  test('for time stamps in any zone', () => {
    fc.assert(
      fc.property(instant, zone_minutes, (at, zone) => {
        expect(decodeTimestamp(encodeTimestamp(at, zone))).toBe(at)
      }),
    )
  })

  test('for status reports', () => {
    const octet = fc.integer({ min: 0, max: 255 })
    fc.assert(
      fc.property(
        octet,
        octet,
        number,
        instant,
        instant,
        zone_minutes,
        (reference, status, to, at, done, zone) => {
          const fields = { reference, status, to, sentAt: at, dischargedAt: done }
          const encoded = encodeStatusReport({ ...fields, zone_minutes: zone, serviceCentre: '+79037011111' })
          const read = decodeStatusReport(encoded?.pdu ?? '')
          expect(read.ok && read.report).toMatchObject(fields)
        },
      ),
    )
  })
})

describe('counting and cutting agree', () => {
  test('in the number of parts and the encoding', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const result = splitText(text)
        const measure = measureText(text)
        expect(result.ok && [result.segments.length, result.encoding]).toEqual([
          measure.parts,
          measure.encoding,
        ])
        expect(result.ok && result.segments.join('')).toBe(text)
      }),
      { numRuns: 1000 },
    )
  })

  test('in the room left: that many more letters fit, and one more does not', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { encoding, parts, left } = measureText(text)
        const letter = encoding === 'gsm7' ? 'a' : 'ж'
        expect(measureText(text + letter.repeat(left)).parts).toBe(parts)
        expect(measureText(text + letter.repeat(left + 1)).parts).toBe(parts + 1)
      }),
      { numRuns: 500 },
    )
  })

  test('and no part is longer than the network takes', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const { pdu, length } of submitted(text)) {
          expect(pdu.length).toBe(2 * (length + 1))
          expect(length).toBeLessThanOrEqual(2 + 8 + 3 + 1 + 140)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('and no cut falls inside a cluster', () => {
    const clusters = new Intl.Segmenter('ru', { granularity: 'grapheme' })
    fc.assert(
      fc.property(
        textOf([...CYRILLIC, ...EMOJI, ...CLUSTERS], 300),
        fc.constantFrom(8, 16),
        (text, width) => {
          const starts = new Set(Array.from(clusters.segment(text), ({ index }) => index))
          let at = 0
          for (const segment of segmentsOf(text, width === 8 ? 8 : 16).slice(0, -1)) {
            at += segment.length
            expect(starts.has(at)).toBe(true)
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('another program agrees about the parts', () => {
  test.each([
    ['GSM 7-bit', GSM7_SINGLE, 600],
    ['Cyrillic', CYRILLIC, 400],
    ['Cyrillic with emoji', [...CYRILLIC, ...EMOJI], 300],
  ])('of %s', (_, chars, most) => {
    fc.assert(
      fc.property(textOf(chars, most), (text) => {
        const theirs = split(text)
        const measure = measureText(text)
        expect(measure.encoding).toBe(theirs.characterSet === 'GSM' ? 'gsm7' : 'ucs2')
        expect(segmentsOf(text)).toEqual(theirs.parts.map(({ content }) => content))
        expect(measure.left).toBe(theirs.remainingInPart)
      }),
      { numRuns: 1000 },
    )
  })
})

test('a relative validity is the shortest that is not under what was asked', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 63 * 7 * 24 * 60 }), (minutes) => {
      const octet = encodeRelativeValidity(minutes)
      expect(decodeRelativeValidity(octet)).toBeGreaterThanOrEqual(minutes)
      if (octet > 0) expect(decodeRelativeValidity(octet - 1)).toBeLessThan(minutes)
    }),
    { numRuns: 2000 },
  )
})
