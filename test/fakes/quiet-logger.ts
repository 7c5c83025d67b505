import type { Logger } from '../../src/main/app/ports/logger.ts'

/** A log that nobody reads. */
export function quietLogger(): Logger {
  const drop = (): void => undefined
  return { debug: drop, info: drop, warn: drop, error: drop }
}
