import type { OutgoingText, PreparedPart } from '../../app/ports/modem.ts'
import { encodeNumber, readAddress, readServiceCentre } from './address.ts'
import { concatOctets, fromHex, OctetReader, toHex } from './octets.ts'
import type { Refused } from './problem.ts'
import { refused } from './problem.ts'
import { splitText } from './segments.ts'
import type { Concat } from './udh.ts'
import { encodeUserData, readUserData } from './user-data.ts'
import type { Validity } from './validity.ts'
import { encodeRelativeValidity, readValidity } from './validity.ts'

const MTI_SUBMIT = 0x01
const VPF_RELATIVE = 0x10
const STATUS_REPORT_REQUEST = 0x20
const HEADER_INDICATOR = 0x40

export type PreparedSubmit =
  | { readonly ok: true; readonly parts: PreparedPart[] }
  | { readonly ok: false; readonly problem: 'bad-address' | 'too-many-parts' }

/** A SUBMIT as the service centre reads it. */
export interface DecodedSubmit {
  /** Service centre named before the TPDU; null leaves it to the modem. */
  readonly serviceCentre: string | null
  /** TP-MR as written by the sender: 0 where the modem is to number it. */
  readonly reference: number
  readonly to: string
  readonly statusReport: boolean
  readonly rejectDuplicates: boolean
  readonly validity: Validity
  readonly protocolId: number
  readonly dcs: number
  readonly concat: Concat | null
  readonly text: string
  /** Why `text` is missing or doubtful. */
  readonly problem: string | null
}

function firstOctetOf(message: OutgoingText, concatenated: boolean): number {
  const report = message.statusReport ? STATUS_REPORT_REQUEST : 0
  return MTI_SUBMIT | VPF_RELATIVE | report | (concatenated ? HEADER_INDICATOR : 0)
}

/** Like `encodeSubmit`, with the two things a caller may not have checked, number and length, as data. */
export function prepareSubmit(message: OutgoingText): PreparedSubmit {
  const to = encodeNumber(message.to)
  if (to === null) return { ok: false, problem: 'bad-address' }
  const split = splitText(message.text)
  if (!split.ok) return { ok: false, problem: split.problem }
  const total = split.segments.length
  const firstOctet = firstOctetOf(message, total > 1)
  const validity = encodeRelativeValidity(message.validity_minutes)
  const parts = split.segments.map((segment, index): PreparedPart => {
    const concat = { reference: message.concatReference, total, number: index + 1 }
    const userData = encodeUserData(segment, split.encoding, total > 1 ? concat : null, 8)
    const head = Uint8Array.of(firstOctet, 0)
    const tpdu = concatOctets(head, to, Uint8Array.of(0, userData.dcs, validity), userData.octets)
    return { pdu: `00${toHex(tpdu)}`, length: tpdu.length }
  })
  return { ok: true, parts }
}

/**
 * SMS-SUBMIT TPDUs of a message (23.040, 9.2.2.2): service centre left to the modem, TP-MR 0, relative validity
 * rounded up, 8-bit concatenation over one part. The number and the length (at most 255 parts) must have been
 * checked before: otherwise it throws, use `prepareSubmit` where they were not.
 */
export function encodeSubmit(message: OutgoingText): PreparedPart[] {
  const prepared = prepareSubmit(message)
  if (!prepared.ok) throw new RangeError(`SMS-SUBMIT cannot be made: ${prepared.problem}`)
  return prepared.parts
}

/** Reads an SMS-SUBMIT with the service-centre octets before it; all three validity formats. */
export function decodeSubmit(
  pduHex: string,
): { readonly ok: true; readonly submit: DecodedSubmit } | Refused {
  const hex = fromHex(pduHex)
  if (!hex.ok) return hex
  const reader = new OctetReader(hex.octets)
  const serviceCentre = readServiceCentre(reader)
  const firstOctet = reader.octet()
  if ((firstOctet & 3) !== MTI_SUBMIT) reader.fail('wrong-type')
  const reference = reader.octet()
  const to = readAddress(reader)
  const protocolId = reader.octet()
  const dcs = reader.octet()
  const validity = readValidity(reader, firstOctet)
  const userData = readUserData(reader, (firstOctet & HEADER_INDICATOR) !== 0, dcs)
  reader.end()
  if (reader.problem !== null) return refused(reader.problem)
  const submit: DecodedSubmit = {
    serviceCentre,
    reference,
    to: to.text,
    statusReport: (firstOctet & STATUS_REPORT_REQUEST) !== 0,
    rejectDuplicates: (firstOctet & 0x04) !== 0,
    validity,
    protocolId,
    dcs,
    concat: userData.header.concat,
    text: userData.text,
    problem: userData.problem,
  }
  return { ok: true, submit }
}
