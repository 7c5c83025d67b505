import { MessageChannel, Worker } from 'node:worker_threads'
import type { Timers } from '../app/ports/clock.ts'
import type { Logger } from '../app/ports/logger.ts'
import type { Secrets } from '../app/ports/secrets.ts'
import type { OfficeFailure } from '../gate/opened.ts'
import type { SerialPorts } from '../modem/transport.ts'
import { type CoreClient, createCoreClient } from './core-client.ts'
import type { FromCore, StartFailure, ToCore } from './core-relay.ts'
import type { CoreHistory, CoreSettings, CoreWorkerData } from './core-settings.ts'
import { serveSecrets } from './secrets/serve.ts'
import { serveSerialPorts } from './serial/bridge-server.ts'

/** How one worker of the core ended. */
export interface LifeEnd {
  /** What it threw, null when it did not. */
  readonly error: Error | null
  /** What it said of its end, null when it said nothing. */
  readonly failure: OfficeFailure | null
}

/** One worker of the core, from its start to its end. */
export interface CoreLife {
  readonly client: CoreClient
  /** Resolves when calls are answered; rejects with CoreStartError when they never will be. */
  readonly started: Promise<void>
  /** Resolves when the thread is gone and its ports are closed. */
  readonly ended: Promise<LifeEnd>
  /** Asks the core to stop; ends it by force when it does not. */
  stop(): void
  terminate(): void
}

export interface LifeOptions {
  /** The worker's file: `coreWorkerUrl(import.meta.url)` of the entry. */
  readonly worker: URL
  readonly settings: CoreSettings
  /** The main thread's own serial ports, which the worker reaches by a bridge. */
  readonly ports: SerialPorts
  /** The user's secrets, which the worker reaches by a bridge. */
  readonly secrets: Secrets
  readonly logger: Logger
  readonly timers: Timers
  /** Words for whoever started the program. */
  readonly tell: (text: string) => void
}

/** The core's worker could not even begin: `failure` says why; nothing is left running. */
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
 * V8 lets what is young grow to 118 MB under the plan of reminders and keeps them; with a fifth of that the plan takes no
 * more processor time. What is old has V8's own limit.
 */
const young_mb = 24

/** Starts a worker of the core. */
export function startLife(options: LifeOptions, history: CoreHistory): CoreLife {
  const { logger, timers } = options
  const serial = new MessageChannel()
  const secrets = new MessageChannel()
  const bridges = [
    serveSerialPorts(serial.port1, options.ports, logger),
    serveSecrets(secrets.port1, options.secrets, logger),
  ]
  const workerData: CoreWorkerData = {
    ...history,
    settings: options.settings,
    serial: serial.port2,
    secrets: { port: secrets.port2, kind: options.secrets.kind },
  }
  const worker = new Worker(options.worker, {
    workerData,
    transferList: [serial.port2, secrets.port2],
    name: 'core',
    resourceLimits: { maxYoungGenerationSizeMb: young_mb },
    // Standard output belongs to the host's one line for whoever started it.
    stdout: true,
  })
  worker.stdout.pipe(process.stderr, { end: false })
  const client = createCoreClient({ port: worker, logger, maxPending: maxPendingCalls })
  const gone = watchEnd(worker)
  const started = watchMessages(worker, client, options.tell, gone)
  const ended = gone.then(async (end) => {
    await Promise.all(bridges.map((bridge) => bridge.close()))
    return end
  })
  return {
    client,
    started,
    ended,
    stop() {
      client.refuse()
      const message: ToCore = { type: 'stop' }
      worker.postMessage(message)
      const cancel = timers.after(stopLimit_ms, () => {
        logger.error('the core did not stop in time and is ended by force', { limit_ms: stopLimit_ms })
        void worker.terminate()
      })
      void gone.then(cancel)
    },
    terminate: () => void worker.terminate(),
  }
}

/** Passes the worker's messages on; resolves when it is ready, rejects when it will never be. */
function watchMessages(
  worker: Worker,
  client: CoreClient,
  tell: (text: string) => void,
  gone: Promise<LifeEnd>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromCore) => {
      if (message.type === 'ready') resolve()
      else if (message.type === 'failed') reject(new CoreStartError(message.failure))
      else if (message.type === 'stopped') void worker.terminate()
      else if (message.type === 'told') tell(message.text)
      else if (message.type !== 'fatal') client.receive(message)
    })
    void gone.then(({ error, failure }) =>
      reject(
        new CoreStartError({
          code: failure?.code ?? null,
          message: failure?.message ?? error?.message ?? 'the worker ended',
        }),
      ),
    )
  })
}

function watchEnd(worker: Worker): Promise<LifeEnd> {
  return new Promise((resolve) => {
    let error: Error | null = null
    let failure: OfficeFailure | null = null
    worker.on('message', (message: FromCore) => {
      if (message.type === 'fatal') failure = message.failure
    })
    worker.on('error', (thrown) => {
      error = thrown instanceof Error ? thrown : new Error(String(thrown))
    })
    worker.on('exit', () => resolve({ error, failure }))
  })
}
