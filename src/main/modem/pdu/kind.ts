import { readServiceCentre } from './address.ts'
import { fromHex, OctetReader } from './octets.ts'

export type PduKind = 'deliver' | 'submit' | 'status-report'

/**
 * What a stored PDU is by TP-MTI (23.040, 9.2.3.1), read as AT+CMGL lists it: received messages, reports and
 * what was stored for sending. Null when it is no PDU.
 */
export function kindOfPdu(pduHex: string): PduKind | null {
  const hex = fromHex(pduHex)
  if (!hex.ok) return null
  const reader = new OctetReader(hex.octets)
  readServiceCentre(reader)
  const type = reader.octet() & 3
  if (reader.problem !== null) return null
  if (type === 1) return 'submit'
  return type === 2 ? 'status-report' : 'deliver'
}
