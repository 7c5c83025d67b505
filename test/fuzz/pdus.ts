import { decodeDeliver } from '../../src/main/modem/pdu/deliver.ts'
import { joinParts } from '../../src/main/modem/pdu/join.ts'
import { kindOfPdu } from '../../src/main/modem/pdu/kind.ts'
import { decodeStatusReport } from '../../src/main/modem/pdu/status-report.ts'
import { decodeSubmit, prepareSubmit } from '../../src/main/modem/pdu/submit.ts'
import type { Seeded } from './seeded.ts'

/** Good PDUs of every kind: alphabets, headers, validities, a report. */
const good = [
  '07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37',
  '07919730071111F1440B919700214365F700086211220200002111060804A5B103020436D83DDE00042F0437',
  '00440B919700214365F700006211220200002106032501015800',
  '000409D0E8329BFD060000621122020000210AE8329BFD4697D9EC37',
  '0019000B916407281553F80000621122020000210AE8329BFD4697D9EC37',
  '0009000B916407281553F80000021E00000000000AE8329BFD4697D9EC37',
  '0006000B910221815716F27090215101218070902151017180000700000AE8329BFD4697D9EC37',
].map((pdu) => Uint8Array.from(Buffer.from(pdu, 'hex')))

/** A PDU cannot say more: 160 characters in one part, 20 semi-octets and a plus in an address. */
const text_max = 160
const address_max = 21

const texts = [
  'долг 100234',
  'ok',
  'a€[]{}~^|\\',
  '😀'.repeat(40),
  'ё'.repeat(300),
  '\u001b@\u0000',
  ' '.repeat(161),
]

const damaged = (seeded: Seeded): Uint8Array => {
  const octets = seeded.pick(good).slice()
  for (let changes = seeded.below(5); changes >= 0; changes -= 1)
    octets[seeded.below(octets.length)] = seeded.below(256)
  return seeded.below(4) === 0 ? octets.subarray(0, seeded.below(octets.length)) : octets
}

const crossed = (seeded: Seeded): Uint8Array => {
  const head = seeded.pick(good)
  const tail = seeded.pick(good)
  return Buffer.concat([
    head.subarray(0, seeded.below(head.length)),
    tail.subarray(seeded.below(tail.length)),
  ])
}

const inputOf = (seeded: Seeded): string => {
  const kind = seeded.below(8)
  if (kind === 0) return Buffer.from(seeded.octets(seeded.below(200))).toString('latin1')
  if (kind === 1) return Buffer.from(seeded.octets(seeded.below(400))).toString('hex')
  const octets = kind < 6 ? damaged(seeded) : crossed(seeded)
  return Buffer.from(octets).toString('hex')
}

const mustHold = (good: boolean, what: string): void => {
  if (!good) throw new Error(what)
}

/** One input to every decoder, and now and then a text through the encoder and back. Throws where a rule is broken. */
export const attackCodec = (seeded: Seeded): void => {
  const input = inputOf(seeded)
  kindOfPdu(input)
  const deliver = decodeDeliver(input)
  if (deliver.ok) {
    mustHold(deliver.part.text.length <= text_max, 'a text longer than a part')
    mustHold(deliver.part.from.length <= address_max, 'an address longer than one')
  }
  const submit = decodeSubmit(input)
  if (submit.ok) mustHold(submit.submit.text.length <= text_max, 'a text longer than a part')
  const report = decodeStatusReport(input)
  if (report.ok) mustHold(report.report.to.length <= address_max, 'an address longer than one')
  mustHold(joinParts([input, input]).text.length <= 2 * text_max + 1, 'a joined text longer than its parts')
  if (seeded.below(16) === 0) roundTrip(seeded)
}

const roundTrip = (seeded: Seeded): void => {
  const text = Array.from({ length: 1 + seeded.below(4) }, () => seeded.pick(texts)).join('')
  const prepared = prepareSubmit({
    to: `+7900${1_000_000 + seeded.below(1_000_000)}`,
    text,
    concatReference: seeded.below(256),
    validity_minutes: 5 + seeded.below(40_000),
    statusReport: seeded.below(2) === 0,
  })
  if (!prepared.ok) return
  const read = prepared.parts.map(({ pdu }) => decodeSubmit(pdu))
  const back = read.map((part) => (part.ok ? part.submit.text : '(refused)')).join('')
  mustHold(back === text, `not the same text: ${JSON.stringify(text)}`)
}
