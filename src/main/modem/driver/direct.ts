import type { Logger } from '../../app/ports/logger.ts'
import type { ModemSink } from '../../app/ports/modem.ts'
import type { Exchange } from '../at/exchange.ts'
import { store } from './arrival.ts'
import { ACKNOWLEDGE } from './commands.ts'

/** PDUs that the modem hands over by itself (+CDS, +CMT), kept until they are stored. */
export interface Direct {
  offer(pdu: string): void
  isEmpty(): boolean
  /** Stores the oldest, then acknowledges it where the modem wants that. */
  step(exchange: Exchange, acknowledge: boolean): Promise<void>
}

const LIMIT = 256

export function createDirect(sink: ModemSink, logger: Logger): Direct {
  const waiting: string[] = []
  return {
    offer(pdu) {
      if (waiting.length < LIMIT) waiting.push(pdu)
      else logger.warn('too many direct deliveries at once; one was not taken')
    },
    isEmpty: () => waiting.length === 0,
    async step(exchange, acknowledge) {
      const pdu = waiting.shift()
      if (pdu === undefined) return
      if ((await store(sink, logger, pdu)) && acknowledge) await exchange.run(ACKNOWLEDGE)
    },
  }
}
