import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeDeliver } from '../../src/main/modem/pdu/deliver.ts'
import { joinParts } from '../../src/main/modem/pdu/join.ts'
import { kindOfPdu } from '../../src/main/modem/pdu/kind.ts'
import { decodeStatusReport } from '../../src/main/modem/pdu/status-report.ts'
import { decodeSubmit } from '../../src/main/modem/pdu/submit.ts'
import { decodeHeader } from '../../src/main/modem/pdu/udh.ts'

const VALID = [
  '07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37',
  '07919730071111F1440B919700214365F700086211220200002111060804A5B103020436D83DDE00042F0437',
  '00440B919700214365F700006211220200002106032501015800',
  '000409D0E8329BFD060000621122020000210AE8329BFD4697D9EC37',
  '0019000B916407281553F80000621122020000210AE8329BFD4697D9EC37',
  '0009000B916407281553F80000021E00000000000AE8329BFD4697D9EC37',
  '0006000B910221815716F27090215101218070902151017180000700000AE8329BFD4697D9EC37',
]

const MAX_TEXT = 160
const MAX_ADDRESS = 21

/** Runs every decoder on one input: none throws, and what comes out is no longer than a PDU can say. */
function attack(input: string): void {
  kindOfPdu(input)
  const deliver = decodeDeliver(input)
  if (deliver.ok) {
    expect(deliver.part.text.length).toBeLessThanOrEqual(MAX_TEXT)
    expect(deliver.part.from.length).toBeLessThanOrEqual(MAX_ADDRESS)
    expect(deliver.part.sentAt === null || Number.isSafeInteger(deliver.part.sentAt)).toBe(true)
  }
  const submit = decodeSubmit(input)
  if (submit.ok) {
    expect(submit.submit.text.length).toBeLessThanOrEqual(MAX_TEXT)
    expect(submit.submit.to.length).toBeLessThanOrEqual(MAX_ADDRESS)
  }
  const report = decodeStatusReport(input)
  if (report.ok) expect(report.report.to.length).toBeLessThanOrEqual(MAX_ADDRESS)
  expect(joinParts([input, input]).text.length).toBeLessThanOrEqual(2 * MAX_TEXT + 1)
}

const hex = (octets: Uint8Array) => Buffer.from(octets).toString('hex')
const valid = fc.constantFrom(...VALID).map((pdu) => Uint8Array.from(Buffer.from(pdu, 'hex')))
const change = fc.record({ at: fc.nat(300), octet: fc.integer({ min: 0, max: 255 }) })

describe('hostile input', () => {
  test('the samples to be damaged are good to begin with', () => {
    for (const pdu of VALID) {
      const read = [decodeDeliver(pdu), decodeSubmit(pdu), decodeStatusReport(pdu)]
      expect(read.filter(({ ok }) => ok).length).toBe(1)
    }
  })

  test('of random octets breaks no decoder', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (octets) => attack(hex(octets))),
      { numRuns: 20_000 },
    )
  })

  test('of random octets behind a plausible head breaks no decoder', () => {
    const heads = ['0004', '0044', '0040', '0001', '0051', '0049', '0059', '0006', '0046']
    fc.assert(
      fc.property(fc.constantFrom(...heads), fc.uint8Array({ maxLength: 190 }), (head, octets) =>
        attack(`${head}0B919700214365F7${hex(octets)}`),
      ),
      { numRuns: 10_000 },
    )
  })

  test('of good PDUs with some octets changed breaks no decoder', () => {
    fc.assert(
      fc.property(valid, fc.array(change, { minLength: 1, maxLength: 4 }), (octets, changes) => {
        const damaged = octets.slice()
        for (const { at, octet } of changes) damaged[at % damaged.length] = octet
        attack(hex(damaged))
      }),
      { numRuns: 10_000 },
    )
  })

  test('of good PDUs cut short is refused', () => {
    for (const pdu of VALID) {
      for (let length = 0; length < pdu.length; length++) {
        const cut = pdu.slice(0, length)
        attack(cut)
        // A report may end before its optional fields: what is left of one is then a report.
        expect([decodeDeliver(cut).ok, decodeSubmit(cut).ok]).toEqual([false, false])
      }
    }
  })

  test('of good PDUs with octets after them says what they say without, and keeps the octets; ours are refused', () => {
    fc.assert(
      fc.property(valid, fc.uint8Array({ minLength: 1, maxLength: 20 }), (octets, tail) => {
        const long = hex(octets) + hex(tail)
        attack(long)
        const alone = decodeDeliver(hex(octets))
        const padded = decodeDeliver(long)
        expect(padded.ok).toBe(alone.ok)
        if (alone.ok && padded.ok) {
          expect(padded.part).toEqual({ ...alone.part, pdu: long.toUpperCase() })
        }
        expect(decodeSubmit(long).ok).toBe(false)
      }),
      { numRuns: 2_000 },
    )
  })

  test('that is no hex at all is refused', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => attack(text)),
      { numRuns: 5_000 },
    )
  })

  test('as a header gives no more elements than its octets allow', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 255 }), (octets) => {
        expect((decodeHeader(octets)?.others.length ?? 0) * 2).toBeLessThanOrEqual(octets.length)
      }),
      { numRuns: 5_000 },
    )
  })
})
