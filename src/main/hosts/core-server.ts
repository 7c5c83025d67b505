import type { CallRequest, CorePort } from '../../shared/contract/envelope.ts'
import type { Logger } from '../app/ports/logger.ts'
import { describeFailure, type FromCore, failed, type RelayPort, type ToCore } from './core-relay.ts'

/** What the worker runs: the core with its life. */
export interface StartableCore extends CorePort {
  start(): Promise<void>
  stop(): Promise<void>
}

/**
 * The worker's end of the relay: starts the core, then answers calls until `stop`.
 * Reports `ready`, or `failed` with the reason; after either `failed` or `stopped` the host ends the thread.
 */
export async function serveCore(
  port: RelayPort & { on(event: 'message', listener: (message: ToCore) => void): unknown },
  core: StartableCore,
  logger: Logger,
): Promise<void> {
  const post = (message: FromCore): void => port.postMessage(message)
  try {
    core.subscribe((event) => post({ type: 'event', event }))
    await core.start()
  } catch (error) {
    logger.error('the core could not start', { error: String(error), stack: stackOf(error) })
    post({ type: 'failed', failure: describeFailure(error) })
    return
  }
  port.on('message', (message) => {
    if (message.type === 'call') {
      void answer(post, core, message.id, message.request, logger)
      return
    }
    void stop(post, core, logger)
  })
  post({ type: 'ready' })
}

async function stop(post: (message: FromCore) => void, core: StartableCore, logger: Logger): Promise<void> {
  try {
    await core.stop()
    post({ type: 'stopped' })
  } catch (error) {
    logger.error('the core did not stop cleanly', { error: String(error), stack: stackOf(error) })
    // Thrown outside this promise: the thread ends with an error, which the host reports as a crash.
    setImmediate(() => {
      throw error
    })
  }
}

async function answer(
  post: (message: FromCore) => void,
  core: CorePort,
  id: number,
  request: CallRequest,
  logger: Logger,
): Promise<void> {
  try {
    const response = await core.call(request)
    // Cloned, not transferred: the core may keep the bytes it answered with.
    post({ type: 'response', id, response })
  } catch (error) {
    // A rejection or a value that cannot be cloned; either way the window must hear something.
    logger.error('a call failed as a bug', {
      call: request.call,
      error: String(error),
      stack: stackOf(error),
    })
    post({ type: 'response', id, response: failed('call.bug', { call: request.call }) })
  }
}

function stackOf(thrown: unknown): string | null {
  return thrown instanceof Error ? (thrown.stack ?? null) : null
}
