import type { Logger } from '../../app/ports/logger.ts'
import type { IncomingPart, ModemSink } from '../../app/ports/modem.ts'
import { decodeDeliver, unreadablePart } from '../pdu/deliver.ts'
import { kindOfPdu } from '../pdu/kind.ts'
import { decodeStatusReport } from '../pdu/status-report.ts'

/** True where the header's count of TPDU octets fits the PDU: otherwise octets were lost on the way. */
export function fitsLength(pdu: string, length: number | null): boolean {
  if (length === null) return true
  const serviceCentre = Number.parseInt(pdu.slice(0, 2), 16)
  return pdu.length / 2 - 1 - serviceCentre === length
}

/** Stores a PDU as what it is, also one that cannot be read; true when it is on disk. `slot`: where the modem kept it. */
export async function store(
  sink: ModemSink,
  logger: Logger,
  pdu: string,
  slot: number | null = null,
): Promise<boolean> {
  try {
    await handOver(sink, pdu, slot)
    return true
  } catch (problem) {
    logger.error('an incoming message could not be stored; the modem keeps it', { problem: String(problem) })
    return false
  }
}

async function handOver(sink: ModemSink, pdu: string, slot: number | null): Promise<void> {
  if (kindOfPdu(pdu) === 'status-report') {
    const decoded = decodeStatusReport(pdu)
    if (decoded.ok) return sink.report(decoded.report)
    return sink.incoming(unreadablePart(pdu, decoded.problem))
  }
  return sink.incoming({ ...partOf(pdu), slot })
}

function partOf(pdu: string): IncomingPart {
  const decoded = decodeDeliver(pdu)
  return decoded.ok ? decoded.part : unreadablePart(pdu, decoded.problem)
}
