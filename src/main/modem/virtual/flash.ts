import { decodeDcs } from '../pdu/dcs.ts'
import { fromHex, OctetReader } from '../pdu/octets.ts'

/** True for a DELIVER of message class 0, which modems hand over at once and do not store (3GPP TS 27.005, 3.4.1). */
export function isFlash(pdu: string): boolean {
  const hex = fromHex(pdu)
  if (!hex.ok) return false
  const reader = new OctetReader(hex.octets)
  reader.take(reader.octet())
  const type = reader.octet() & 3
  reader.take(Math.ceil(reader.octet() / 2) + 1)
  reader.octet()
  const dcs = reader.octet()
  return reader.problem === null && type === 0 && decodeDcs(dcs).class === 0
}
