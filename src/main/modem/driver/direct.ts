import type { Logger } from '../../app/ports/logger.ts'
import type { ModemSink } from '../../app/ports/modem.ts'
import { store } from './arrival.ts'

/**
 * PDUs that the modem hands over by itself (+CDS, +CMT) and forgets: stored at once and in order, whatever command
 * is in flight and whatever becomes of the link.
 */
export interface Direct {
  offer(pdu: string): void
  /** How many were stored and not yet acknowledged on the link that brought them. */
  owed(): number
  acknowledged(): void
  /** On a new link nothing is owed. */
  forget(): void
  /** Resolves when everything offered so far is stored. */
  settled(): Promise<void>
}

const LIMIT = 256
/** Those that came together are stored in their order by one sync. */
const TOGETHER = 16

/** `stored` is called after each PDU that is on disk. */
export function createDirect(sink: ModemSink, logger: Logger, stored: () => void): Direct {
  const waiting: string[] = []
  let pumping: Promise<void> | null = null
  let owed = 0

  const pump = async (): Promise<void> => {
    while (waiting.length > 0) {
      const kept = await Promise.all(waiting.splice(0, TOGETHER).map((pdu) => store(sink, logger, pdu)))
      for (const one of kept) {
        if (!one) continue
        owed += 1
        stored()
      }
    }
    pumping = null
  }

  return {
    offer(pdu) {
      if (waiting.length >= LIMIT) {
        logger.warn('too many direct deliveries at once; one was not taken')
        return
      }
      waiting.push(pdu)
      pumping ??= pump()
    },
    owed: () => owed,
    acknowledged() {
      owed = Math.max(0, owed - 1)
    },
    forget() {
      owed = 0
    },
    settled: () => pumping ?? Promise.resolve(),
  }
}
