import type { CoreEvent, CorePort } from '../../shared/contract/envelope.ts'
import { topics } from '../../shared/contract/topics.ts'
import type { Clock } from '../app/ports/clock.ts'
import { type CoreLife, type LifeOptions, startLife } from './core-life.ts'
import { failed } from './core-relay.ts'
import type { CoreHistory } from './core-settings.ts'
import { createRestarts } from './restarts.ts'

export { CoreStartError } from './core-life.ts'

/** The core as its host holds it: calls, events, and the life of its workers. */
export interface CoreHost extends CorePort {
  /** Stops the core and its worker; resolves when the thread is gone. May be called again. */
  stop(): Promise<void>
  /** Called once when no worker is left, at once if that is so already. Unexpected: the host must end. */
  onExit(listener: (exit: CoreExit) => void): void
}

export interface CoreExit {
  /** False when the core ended without being asked to and could not be started again. */
  readonly expected: boolean
  /** What it threw, null when it did not. */
  readonly error: Error | null
}

export interface CoreHostOptions extends LifeOptions {
  readonly clock: Clock
}

/**
 * Where the core's worker is: beside the entry in a bundle (`out/main/core-worker.js`), the source file when the
 * program runs from source. `entryUrl` is the entry's `import.meta.url`.
 */
export function coreWorkerUrl(entryUrl: string): URL {
  if (entryUrl.endsWith('.ts')) return new URL('./core-worker.ts', import.meta.url)
  return new URL('./core-worker.js', entryUrl)
}

/**
 * Starts the core in its worker; resolves when it answers calls, whether the office opened or not; rejects with
 * CoreStartError when the worker itself cannot begin. A worker that ends by itself is followed by another: everything
 * acknowledged is on disk, and nothing of a failed memory is believed.
 */
export async function startCoreHost(options: CoreHostOptions): Promise<CoreHost> {
  const first = startLife(options, { lastFailure: null, stayClosed: false })
  try {
    await first.started
  } catch (error) {
    first.terminate()
    await first.ended
    first.client.end('call.stopping')
    throw error
  }
  return supervise(first, options)
}

function supervise(first: CoreLife, options: CoreHostOptions): CoreHost {
  const { logger } = options
  const restarts = createRestarts(options.timers, options.clock)
  const listeners = new Set<(event: CoreEvent) => void>()
  const emit = (...names: readonly string[]): void => {
    for (const listener of [...listeners]) tell(listener, { type: 'changed', topics: names })
  }
  const tell = (listener: (event: CoreEvent) => void, event: CoreEvent): void => {
    try {
      listener(event)
    } catch (error) {
      logger.error('a listener of core events threw', { event: event.type, error: String(error) })
    }
  }
  const follow = (life: CoreLife): void => {
    life.client.subscribe((event) => {
      for (const listener of [...listeners]) tell(listener, event)
    })
  }
  const host = { life: first, ready: true, asked: false }
  follow(first)

  /** Follows one worker after another until one was asked to stop or none can be started. */
  const run = async (): Promise<CoreExit> => {
    for (;;) {
      const end = await host.life.ended
      if (host.asked) {
        host.life.client.end('call.stopping')
        if (end.error !== null) logger.error('the core failed while it stopped', { error: end.error })
        return { expected: end.error === null && end.failure === null, error: end.error }
      }
      host.ready = false
      host.life.client.end('office.restarting')
      logger.error('the core ended by itself', { failure: end.failure, error: end.error })
      emit('gate')
      const history = restarts.next(end.failure?.code ?? 'bug')
      if (history === null) return { expected: false, error: end.error }
      await startNext(history)
    }
  }

  const startNext = async (history: CoreHistory): Promise<void> => {
    const life = startLife(options, history)
    host.life = life
    follow(life)
    // A stop that is asked for from now on is this worker's.
    await life.started.then(
      () => {
        if (host.asked) return
        host.ready = true
        emit('*', ...topics)
      },
      (error: unknown) => {
        logger.error('the core could not be started again', { error: String(error) })
        life.terminate()
      },
    )
  }

  const exit = run()
  return {
    call: (request) => {
      if (host.ready || host.asked) return host.life.client.call(request)
      return Promise.resolve(failed('office.restarting'))
    },
    subscribe(listener) {
      // A subscription is its own object: the same function given twice must be ended twice.
      const own = (event: CoreEvent): void => listener(event)
      listeners.add(own)
      return () => listeners.delete(own)
    },
    async stop() {
      if (!host.asked) {
        host.asked = true
        host.life.stop()
      }
      await exit
    },
    onExit(listener) {
      void exit.then(listener)
    },
  }
}
