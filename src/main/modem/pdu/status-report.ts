import type { Instant } from '../../app/ports/clock.ts'
import type { PreparedPart, StatusReport } from '../../app/ports/modem.ts'
import { encodeSender, encodeServiceCentre, readAddress, readServiceCentre } from './address.ts'
import { concatOctets, fromHex, OctetReader, toHex } from './octets.ts'
import type { Refused } from './problem.ts'
import { refused } from './problem.ts'
import { statusCause } from './status-cause.ts'
import { decodeTimestamp, encodeTimestamp, TIMESTAMP_OCTETS } from './timestamp.ts'
import { readUserData } from './user-data.ts'

const MTI_STATUS_REPORT = 0x02
const NO_MORE_MESSAGES = 0x04
const HEADER_INDICATOR = 0x40

/** Bits of TP-PI, 23.040, 9.2.3.27. */
const PI_PROTOCOL = 0x01
const PI_CODING = 0x02
const PI_USER_DATA = 0x04
const PI_RESERVED = 0x78
const PI_EXTENSION = 0x80

/** What a service centre reports about one part. */
export interface ReportFields {
  readonly reference: number
  readonly to: string
  readonly sentAt: Instant
  readonly dischargedAt: Instant
  readonly zone_minutes: number
  readonly status: number
  readonly serviceCentre: string | null
}

/**
 * Class of TP-ST (23.040, 9.2.3.15): from 0x80 on reserved; 0x00 delivered; 0x01 (forwarded, unconfirmed), 0x02
 * (replaced) and the rest below 0x20 say nothing sure; from 0x20 the centre still tries, from 0x40 it is a
 * permanent error, from 0x60 a temporary one at which the centre gave up.
 */
export function reportOutcome(status: number): StatusReport['outcome'] {
  if (status >= 0x80) return 'unknown'
  if (status >= 0x40) return 'failed'
  if (status >= 0x20) return 'pending'
  return status === 0x00 ? 'delivered' : 'unknown'
}

/** Optional fields after TP-ST: checked for their lengths, else of no use here. */
function skipOptional(reader: OctetReader, headerPresent: boolean): void {
  if (reader.remaining === 0) return
  const indicator = reader.octet()
  let extension = indicator
  while ((extension & PI_EXTENSION) !== 0) extension = reader.octet()
  // Fields that a later release added are not told apart from ours: the rest is left unread.
  if ((indicator & (PI_RESERVED | PI_EXTENSION)) !== 0) {
    reader.rest()
    return
  }
  if ((indicator & PI_PROTOCOL) !== 0) reader.octet()
  const dcs = (indicator & PI_CODING) === 0 ? 0 : reader.octet()
  if ((indicator & PI_USER_DATA) !== 0) readUserData(reader, headerPresent, dcs)
}

/** Reads an SMS-STATUS-REPORT with the service-centre octets before it (23.040, 9.2.2.3). */
export function decodeStatusReport(
  pduHex: string,
): { readonly ok: true; readonly report: StatusReport } | Refused {
  const hex = fromHex(pduHex)
  if (!hex.ok) return hex
  const reader = new OctetReader(hex.octets)
  readServiceCentre(reader)
  const firstOctet = reader.octet()
  if ((firstOctet & 3) !== MTI_STATUS_REPORT) reader.fail('wrong-type')
  const reference = reader.octet()
  const to = readAddress(reader)
  const sentAt = decodeTimestamp(reader.take(TIMESTAMP_OCTETS))
  const dischargedAt = decodeTimestamp(reader.take(TIMESTAMP_OCTETS))
  const status = reader.octet()
  skipOptional(reader, (firstOctet & HEADER_INDICATOR) !== 0)
  if (reader.problem !== null) return refused(reader.problem)
  const outcome = reportOutcome(status)
  const pdu = toHex(hex.octets)
  const cause = statusCause(status)
  return { ok: true, report: { reference, to: to.text, sentAt, dischargedAt, status, outcome, cause, pdu } }
}

/** An SMS-STATUS-REPORT, for the virtual network; null when a number in it is none. */
export function encodeStatusReport(fields: ReportFields): PreparedPart | null {
  const to = encodeSender(fields.to)
  const serviceCentre = encodeServiceCentre(fields.serviceCentre)
  if (to === null || serviceCentre === null) return null
  const tpdu = concatOctets(
    Uint8Array.of(MTI_STATUS_REPORT | NO_MORE_MESSAGES, fields.reference & 0xff),
    to,
    encodeTimestamp(fields.sentAt, fields.zone_minutes),
    encodeTimestamp(fields.dischargedAt, fields.zone_minutes),
    Uint8Array.of(fields.status & 0xff),
  )
  return { pdu: toHex(concatOctets(serviceCentre, tpdu)), length: tpdu.length }
}
