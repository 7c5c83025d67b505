import { MessageChannel, Worker } from 'node:worker_threads'
import type { CorePort } from '../../shared/contract/envelope.ts'
import type { Timers } from '../app/ports/clock.ts'
import type { Logger } from '../app/ports/logger.ts'
import type { SerialPorts } from '../modem/transport.ts'
import { type CoreClient, createCoreClient } from './core-client.ts'
import type { FromCore, StartFailure, ToCore } from './core-relay.ts'
import type { CoreSettings, CoreWorkerData } from './core-settings.ts'
import { serveSerialPorts } from './serial/bridge-server.ts'

/** The core as its host holds it: calls, events, and the worker's life. */
export interface CoreHost extends CorePort {
  /** Stops the core and its worker; resolves when the thread is gone. May be called again. */
  stop(): Promise<void>
  /** Called once when the worker is gone, at once if it already is. Unexpected: the host must end, not restart it. */
  onExit(listener: (exit: CoreExit) => void): void
}

export interface CoreExit {
  /** False when the worker ended without being asked to: a crash. */
  readonly expected: boolean
  /** What it threw, null when it did not. */
  readonly error: Error | null
}

export interface CoreHostOptions {
  /** The worker's file: `coreWorkerUrl(import.meta.url)` of the entry. */
  readonly worker: URL
  readonly settings: CoreSettings
  /** The main thread's own serial ports, which the worker reaches by a bridge. */
  readonly ports: SerialPorts
  readonly logger: Logger
  readonly timers: Timers
}

/** The core refused to start: `failure` says why; nothing is left running. */
export class CoreStartError extends Error {
  override readonly name = 'CoreStartError'
  readonly failure: StartFailure

  constructor(failure: StartFailure) {
    super(failure.message)
    this.failure = failure
  }
}

const maxPendingCalls = 512
/** Beyond this a core that was asked to stop is ended by force: its journal is durable at every acknowledged call. */
const stopLimit_ms = 20_000

/**
 * Where the core's worker is: beside the entry in a bundle (`out/main/core-worker.js`), the source file when the
 * program runs from source. `entryUrl` is the entry's `import.meta.url`.
 */
export function coreWorkerUrl(entryUrl: string): URL {
  if (entryUrl.endsWith('.ts')) return new URL('./core-worker.ts', import.meta.url)
  return new URL('./core-worker.js', entryUrl)
}

/** Starts the core in its worker; resolves when it answers calls, rejects with CoreStartError when it cannot. */
export function startCoreHost(options: CoreHostOptions): Promise<CoreHost> {
  const { logger } = options
  const serial = new MessageChannel()
  const bridge = serveSerialPorts(serial.port1, options.ports, logger)
  const workerData: CoreWorkerData = { settings: options.settings, serial: serial.port2 }
  const worker = new Worker(options.worker, {
    workerData,
    transferList: [serial.port2],
    name: 'core',
    // Standard output belongs to the host's one line for whoever started it.
    stdout: true,
  })
  worker.stdout.pipe(process.stderr, { end: false })
  return superviseWorker(worker, options, () => bridge.close())
}

function superviseWorker(
  worker: Worker,
  { logger, timers }: CoreHostOptions,
  closeBridge: () => Promise<void>,
): Promise<CoreHost> {
  const client = createCoreClient({ port: worker, logger, maxPending: maxPendingCalls })
  const gone = watchExit(worker)
  let asked: Promise<void> | null = null

  const started = watchStart(worker, client, gone)

  const exit = gone.then(async ({ error }): Promise<CoreExit> => {
    const expected = asked !== null && error === null
    if (!expected) logger.error('the core ended by itself', { error: String(error), stack: error?.stack })
    client.end(expected ? 'call.stopping' : 'call.bug')
    await closeBridge()
    return { expected, error }
  })

  async function askToStop(): Promise<void> {
    client.refuse()
    const message: ToCore = { type: 'stop' }
    worker.postMessage(message)
    const cancel = timers.after(stopLimit_ms, () => {
      logger.error('the core did not stop in time and is ended by force', { limit_ms: stopLimit_ms })
      void worker.terminate()
    })
    await exit
    cancel()
  }

  const host: CoreHost = {
    call: (request) => client.call(request),
    subscribe: (listener) => client.subscribe(listener),
    stop() {
      asked ??= askToStop()
      return asked
    },
    onExit(listener) {
      void exit.then(listener)
    },
  }
  return started.then(
    () => host,
    async (error: unknown) => {
      asked ??= Promise.resolve()
      await worker.terminate()
      await exit
      throw error
    },
  )
}

/** Passes the worker's messages on; resolves when it is ready, rejects when it will never be. */
function watchStart(
  worker: Worker,
  client: CoreClient,
  gone: Promise<{ error: Error | null }>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromCore) => {
      if (message.type === 'ready') resolve()
      else if (message.type === 'failed') reject(new CoreStartError(message.failure))
      else if (message.type === 'stopped') void worker.terminate()
      else client.receive(message)
    })
    void gone.then(({ error }) =>
      reject(new CoreStartError({ code: null, message: error?.message ?? 'the worker ended' })),
    )
  })
}

function watchExit(worker: Worker): Promise<{ error: Error | null }> {
  return new Promise((resolve) => {
    let error: Error | null = null
    worker.on('error', (thrown) => {
      error = thrown instanceof Error ? thrown : new Error(String(thrown))
    })
    worker.on('exit', () => resolve({ error }))
  })
}
