import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Clock } from '../../src/main/app/ports/clock.ts'
import { type Core, type CoreDeps, createCore } from '../../src/main/core.ts'
import type { SetupAnswers } from '../../src/main/core-parts.ts'
import type { SerialPorts } from '../../src/main/modem/transport.ts'
import { createSystemClock, createTimers } from '../../src/main/platform/clock.ts'
import { createDigests } from '../../src/main/platform/digests.ts'
import { createFiles } from '../../src/main/platform/files.ts'
import { createKeys } from '../../src/main/platform/keys.ts'
import { createRandom } from '../../src/main/platform/random.ts'
import { freeSpace, removeTree } from '../../src/main/platform/scratch.ts'
import { createFileSecrets } from '../../src/main/platform/secrets-file.ts'
import { nodeCalls } from '../../src/main/platform/system-calls.ts'
import type { CallInput, CallName, CallOutput } from '../../src/shared/contract/contract.ts'
import type { AppError } from '../../src/shared/errors.ts'
import { quietLogger } from './quiet-logger.ts'

export type Called<N extends CallName> =
  | { readonly ok: true; readonly value: CallOutput<N> }
  | { readonly ok: false; readonly error: AppError }

export interface OfficeCore {
  readonly core: Core
  readonly folder: string
  /** Calls as the operator who logged in last; commands get a fresh key unless one is given. */
  call<N extends CallName>(name: N, input: CallInput<N>, key?: string): Promise<Called<N>>
  /** The same, and throws where the answer is an error. */
  get<N extends CallName>(name: N, input: CallInput<N>, key?: string): Promise<CallOutput<N>>
  login(operatorId: number, pin: string): Promise<void>
  /** Resolves with the first answer that fits, asked again after every event of the core. */
  until<N extends CallName>(
    name: N,
    input: CallInput<N>,
    fits: (value: CallOutput<N>) => boolean,
  ): Promise<CallOutput<N>>
  /** Stops the core and opens the same folder again, with nobody logged in; `meanwhile` happens while it is closed. */
  restart(meanwhile?: () => void): Promise<void>
  /** Stops the core and removes its folder. */
  close(): Promise<void>
}

export interface OfficeCoreOptions {
  readonly kind?: 'training' | 'real'
  readonly clock?: Clock
  readonly ports?: SerialPorts
  readonly modemPort?: string
  readonly setup?: SetupAnswers
  /** Where the office lies; a fresh folder unless one is given. Removed when it is closed. */
  readonly folder?: string
}

const noPorts: SerialPorts = {
  list: () => Promise.resolve([]),
  open: (path) => Promise.reject(new Error(`no such port: ${path}`)),
}

/** A sunny Monday at noon in Moscow, 16.11.2026, whatever the day of the test; it runs from there. */
export const mondayClock = (): Clock => {
  const system = createSystemClock()
  const shift_ms = Date.UTC(2026, 10, 16, 9, 0) - system.now()
  return { now: () => system.now() + shift_ms }
}

const root = join(import.meta.dirname, '../..')
const wasm = createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm')

/** What the core is made of in tests, on the folder given. */
export const coreDeps = (folder: string, options: OfficeCoreOptions): CoreDeps => {
  const timers = createTimers()
  const random = createRandom()
  const files = createFiles(timers)
  return {
    clock: options.clock ?? mondayClock(),
    timers,
    random,
    files,
    stick: createFiles(timers, nodeCalls, 0),
    freeSpace,
    removeTree,
    digests: createDigests(),
    keys: createKeys(random),
    secrets: createFileSecrets(files, join(folder, 'secrets-of-this-computer')),
    logger: quietLogger(),
    ports: options.ports ?? noPorts,
    rebuildWorker: pathToFileURL(join(root, 'src/main/store/snapshot/rebuild-worker.ts')),
    sqlWasm: pathToFileURL(wasm),
    officeDir: folder,
    kind: options.kind ?? 'training',
    modemPort: options.modemPort ?? null,
    resourcesDir: join(root, 'resources'),
    setup: options.setup ?? null,
    lang: null,
    version: 'test',
    onFatal: (error) => {
      throw error
    },
  }
}

/** The whole core on real files, with the virtual modem in process: everything but the window. */
export const openOfficeCore = async (options: OfficeCoreOptions = {}): Promise<OfficeCore> => {
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'kvitok-core-')))
  let core = await createCore(coreDeps(folder, options))
  await core.start()
  let session: string | null = null
  // A restored office remembers the keys of its other life.
  const run = randomUUID()
  let keys = 0

  const call = async <N extends CallName>(name: N, input: CallInput<N>, key?: string): Promise<Called<N>> => {
    keys += 1
    const response = await core.call({ call: name, input, session, key: key ?? `${run}-${keys}` })
    // The dispatcher has just checked the value by the contract's own schema.
    return response as Called<N>
  }
  const get = async <N extends CallName>(
    name: N,
    input: CallInput<N>,
    key?: string,
  ): Promise<CallOutput<N>> => {
    const called = await call(name, input, key)
    if (called.ok) return called.value
    throw new Error(`${name}: ${called.error.code} ${JSON.stringify(called.error.details)}`)
  }
  const until: OfficeCore['until'] = (name, input, fits) =>
    new Promise((resolve, reject) => {
      let done = false
      const end = core.subscribe(() => look())
      const look = (): void => {
        get(name, input).then(
          (value) => {
            if (done || !fits(value)) return
            done = true
            end()
            resolve(value)
          },
          (error: unknown) => {
            done = true
            end()
            reject(error)
          },
        )
      }
      look()
    })
  return {
    get core() {
      return core
    },
    folder,
    call,
    get,
    until,
    login: async (operatorId, pin) => {
      session = (await get('session.login', { operatorId, pin })).session
    },
    restart: async (meanwhile) => {
      await core.stop()
      meanwhile?.()
      session = null
      core = await createCore(coreDeps(folder, options))
      await core.start()
    },
    close: async () => {
      await core.stop()
      await rm(folder, { recursive: true })
    },
  }
}

/** A training office with its owner at the desk and the shift open. */
export const openDesk = async (options: OfficeCoreOptions = {}): Promise<OfficeCore> => {
  const office = await openOfficeCore(options)
  await office.login(1, '1111')
  await office.get('shift.open', { float_kop: 0 })
  return office
}
