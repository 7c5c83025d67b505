import type { PreparedPart } from '../../src/main/app/ports/modem.ts'
import { encodeDeliver } from '../../src/main/modem/pdu/deliver.ts'
import { encodeStatusReport } from '../../src/main/modem/pdu/status-report.ts'
import { encodeSubmit } from '../../src/main/modem/pdu/submit.ts'

const AT = Date.UTC(2026, 9, 12, 9, 0, 0)
const MOSCOW_MINUTES = 180

/** One part to +79161234567, ready for AT+CMGS. */
export const PART: PreparedPart = onlyPart(
  encodeSubmit({
    to: '+79161234567',
    text: 'Долг 1 234,56',
    concatReference: 1,
    validity_minutes: 1440,
    statusReport: true,
  }),
)

/** An SMS-DELIVER of one part from +79161234567, as a modem stores it. */
export function deliverPdu(text: string, second = 0): string {
  const encoded = encodeDeliver({
    from: '+79161234567',
    text,
    sentAt: AT + second * 1000,
    zone_minutes: MOSCOW_MINUTES,
    concatReference: 1,
    referenceWidth: 8,
    serviceCentre: '+79160000000',
  })
  if (!encoded.ok) throw new Error(encoded.problem)
  return onlyPart(encoded.parts).pdu
}

/** An SMS-STATUS-REPORT without a service-centre address. */
export function reportPdu(reference: number, status: number): string {
  const part = encodeStatusReport({
    reference,
    to: '+79161234567',
    sentAt: AT,
    dischargedAt: AT + 4000,
    zone_minutes: MOSCOW_MINUTES,
    status,
    serviceCentre: null,
  })
  if (part === null) throw new Error('the report does not encode')
  return part.pdu
}

function onlyPart(parts: readonly PreparedPart[]): PreparedPart {
  const [part] = parts
  if (part === undefined || parts.length !== 1) throw new Error('not one part')
  return part
}
