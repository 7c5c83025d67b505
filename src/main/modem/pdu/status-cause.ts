/** Codes of TP-ST, 3GPP TS 23.040, 9.2.3.15: the transaction is completed. */
const COMPLETED = ['received', 'forwarded', 'replaced']
/** The same low bits from 0x20 on (the centre still tries) and from 0x60 on (it gave up). */
const TEMPORARY = ['congestion', 'sme-busy', 'no-response', 'service-rejected', 'quality', 'sme-error']
/** From 0x40 on: permanent. */
const PERMANENT = [
  'remote-procedure',
  'incompatible',
  'connection-rejected',
  'not-obtainable',
  'quality',
  'no-interworking',
  'expired',
  'deleted-by-sender',
  'deleted-by-centre',
  'not-found',
]
const FIRST_OF_CENTRE = 0x10

/** Why a status report says what it says, as a word; `centre` for a service centre's own codes, else `reserved`. */
export function statusCause(status: number): string {
  if (status >= 0x80) return 'reserved'
  const low = status & 0x1f
  if (low >= FIRST_OF_CENTRE) return 'centre'
  const table = status < 0x20 ? COMPLETED : status >= 0x40 && status < 0x60 ? PERMANENT : TEMPORARY
  return table[low] ?? 'reserved'
}
