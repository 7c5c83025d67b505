import type { Instant } from '../../app/ports/clock.ts'
import type { IncomingPart, PreparedPart } from '../../app/ports/modem.ts'
import type { Address } from './address.ts'
import { encodeSender, encodeServiceCentre, readAddress, readServiceCentre } from './address.ts'
import { concatOctets, fromHex, OctetReader, toHex } from './octets.ts'
import type { PduProblem, Refused } from './problem.ts'
import { refused } from './problem.ts'
import type { ReferenceWidth } from './segments.ts'
import { splitText } from './segments.ts'
import { decodeTimestamp, encodeTimestamp, TIMESTAMP_OCTETS } from './timestamp.ts'
import type { UserData } from './user-data.ts'
import { encodeUserData, readUserData } from './user-data.ts'

const MTI_DELIVER = 0x00
const MTI_RESERVED = 0x03
const NO_MORE_MESSAGES = 0x04
const HEADER_INDICATOR = 0x40

/** A message as a service centre hands it to a phone. */
export interface DeliverText {
  /** A number, or a name of at most 11 characters of GSM 7-bit. */
  readonly from: string
  readonly text: string
  readonly sentAt: Instant
  /** Zone of the time stamp in minutes east of UTC, a multiple of 15. */
  readonly zone_minutes: number
  readonly concatReference: number
  readonly referenceWidth: ReferenceWidth
  /** Null leaves the service-centre address out (`00`). */
  readonly serviceCentre: string | null
}

export type EncodedDeliver =
  | { readonly ok: true; readonly parts: PreparedPart[] }
  | { readonly ok: false; readonly problem: 'bad-address' | 'too-many-parts' }

export interface DeliverFields {
  readonly from: Address
  readonly sentAt: Instant | null
  readonly userData: UserData
  readonly octets: Uint8Array
}

/** The fields that `decodeDeliver` and `joinParts` stand on. */
export function readDeliver(pduHex: string): { readonly ok: true; readonly fields: DeliverFields } | Refused {
  const hex = fromHex(pduHex)
  if (!hex.ok) return hex
  const reader = new OctetReader(hex.octets)
  readServiceCentre(reader)
  const firstOctet = reader.octet()
  const type = firstOctet & 3
  if (type !== MTI_DELIVER && type !== MTI_RESERVED) reader.fail('wrong-type')
  const from = readAddress(reader)
  reader.octet()
  const dcs = reader.octet()
  const sentAt = decodeTimestamp(reader.take(TIMESTAMP_OCTETS))
  const userData = readUserData(reader, (firstOctet & HEADER_INDICATOR) !== 0, dcs)
  if (reader.problem !== null) return refused(reader.problem)
  return { ok: true, fields: { from, sentAt, userData, octets: hex.octets } }
}

/**
 * Reads an SMS-DELIVER with the service-centre octets before it (23.040, 9.2.2.1); a reserved type counts as one.
 * A frame whose lengths do not fit is refused; contents that are no text come as a part with its `problem`. Octets
 * after the text are kept in `pdu` and read by nobody: networks and modems pad, and the message is whole without them.
 */
export function decodeDeliver(pduHex: string): { readonly ok: true; readonly part: IncomingPart } | Refused {
  const read = readDeliver(pduHex)
  if (!read.ok) return read
  const { from, sentAt, userData, octets } = read.fields
  const part: IncomingPart = {
    from: from.text,
    alphanumeric: from.alphanumeric,
    text: userData.text,
    sentAt,
    concat: userData.header.concat,
    pdu: toHex(octets),
    problem: userData.problem,
  }
  return { ok: true, part }
}

/** What is kept of a PDU that `decodeDeliver` refused, so that the operator sees it and the modem may forget it. */
export function unreadablePart(pduHex: string, problem: PduProblem): IncomingPart {
  return { from: '', alphanumeric: false, text: '', sentAt: null, concat: null, pdu: pduHex, problem }
}

/** SMS-DELIVER TPDUs of a message, for the virtual network. */
export function encodeDeliver(message: DeliverText): EncodedDeliver {
  const from = encodeSender(message.from)
  const serviceCentre = encodeServiceCentre(message.serviceCentre)
  if (from === null || serviceCentre === null) return { ok: false, problem: 'bad-address' }
  const split = splitText(message.text, message.referenceWidth)
  if (!split.ok) return { ok: false, problem: split.problem }
  const total = split.segments.length
  const stamp = encodeTimestamp(message.sentAt, message.zone_minutes)
  const firstOctet = MTI_DELIVER | NO_MORE_MESSAGES | (total > 1 ? HEADER_INDICATOR : 0)
  const parts = split.segments.map((segment, index): PreparedPart => {
    const concat = { reference: message.concatReference, total, number: index + 1 }
    const userData = encodeUserData(
      segment,
      split.encoding,
      total > 1 ? concat : null,
      message.referenceWidth,
    )
    const coding = Uint8Array.of(0, userData.dcs)
    const tpdu = concatOctets(Uint8Array.of(firstOctet), from, coding, stamp, userData.octets)
    return { pdu: toHex(concatOctets(serviceCentre, tpdu)), length: tpdu.length }
  })
  return { ok: true, parts }
}
