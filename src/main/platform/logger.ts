import { type DestinationStream, type Logger as PinoLogger, pino } from 'pino'
import type { Logger } from '../app/ports/logger.ts'

export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** Writes one JSON line a call to `destination`, with an ISO time and without the host's name. */
export function createLogger(destination: DestinationStream, level: LogLevel = 'info'): Logger {
  // JSON makes {} of an Error: its type, message and stack are written out.
  const serializers = { error: pino.stdSerializers.err }
  const options = { level, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime, serializers }
  return wrap(pino(options, destination))
}

function wrap(target: PinoLogger): Logger {
  return {
    debug: (message, context) => target.debug(context ?? {}, message),
    info: (message, context) => target.info(context ?? {}, message),
    warn: (message, context) => target.warn(context ?? {}, message),
    error: (message, context) => target.error(context ?? {}, message),
  }
}
