import type { Logger } from '../app/ports/logger.ts'

/** Tells whoever listens, at once and in the order they came. A listener that throws hurts neither the others nor who tells. */
export interface Signal<T> {
  /** The returned function ends it. */
  readonly listen: (listener: (value: T) => void) => () => void
  readonly tell: (value: T) => void
}

export function createSignal<T>(logger: Logger): Signal<T> {
  const listeners = new Set<(value: T) => void>()
  return {
    listen: (listener) => {
      // A listener that is given twice is told twice.
      const own = (value: T): void => listener(value)
      listeners.add(own)
      return () => {
        listeners.delete(own)
      }
    },
    tell: (value) => {
      for (const listener of [...listeners]) {
        try {
          listener(value)
        } catch (error) {
          logger.error('a listener of the store threw', { error })
        }
      }
    },
  }
}
