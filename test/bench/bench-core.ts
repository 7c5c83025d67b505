import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Clock } from '../../src/main/app/ports/clock.ts'
import { type Core, type CoreDeps, createCore } from '../../src/main/core.ts'
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
import type { CoreEvent } from '../../src/shared/contract/envelope.ts'
import { secretsFolder } from '../fakes/office-store.ts'
import { quietLogger } from '../fakes/quiet-logger.ts'

export const benchPin = '2580'
export const benchSetup = {
  office: 'Измерения',
  timeZone: 'Europe/Moscow',
  operator: { name: 'Анна Кассирова', pin: benchPin },
  passphrase: 'измерения и ничего больше',
}

export const root = join(import.meta.dirname, '../..')
export const sqlWasm = createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm')
export const rebuildWorker = pathToFileURL(join(root, 'src/main/store/snapshot/rebuild-worker.ts'))

/** Monday 16.11.2026, noon in Moscow, running on from there: the same day whatever the day of the bench. */
export const benchClock = (): Clock => {
  const system = createSystemClock()
  const shift_ms = Date.UTC(2026, 10, 16, 9, 0) - system.now()
  return { now: () => system.now() + shift_ms }
}

const noPorts: SerialPorts = {
  list: () => Promise.resolve([]),
  open: (path) => Promise.reject(new Error(`no such port: ${path}`)),
}

export interface BenchRadio {
  readonly ports: SerialPorts
  readonly port: string
}

const coreDeps = (folder: string, radio: BenchRadio | null, clock: Clock): CoreDeps => {
  const timers = createTimers()
  const random = createRandom()
  const files = createFiles(timers)
  return {
    clock,
    timers,
    random,
    files,
    stick: createFiles(timers, nodeCalls, 0),
    freeSpace,
    removeTree,
    digests: createDigests(),
    keys: createKeys(random),
    secrets: createFileSecrets(files, secretsFolder(folder)),
    logger: quietLogger(),
    ports: radio?.ports ?? noPorts,
    rebuildWorker,
    sqlWasm: pathToFileURL(sqlWasm),
    officeDir: folder,
    kind: 'real',
    modemPort: radio?.port ?? null,
    resourcesDir: join(root, 'resources'),
    setup: benchSetup,
    lang: null,
    version: 'bench',
    onFatal: (error) => {
      throw error
    },
  }
}

export interface BenchCore {
  readonly core: Core
  /** Calls as the owner and throws where the answer is an error. */
  get<N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>>
  stop(): Promise<void>
}

/** The whole core on a folder of a real office, made on first use; the owner is logged in. */
export const openBenchCore = async (
  folder: string,
  radio: BenchRadio | null = null,
  clock: Clock = benchClock(),
  listener: (event: CoreEvent) => void = () => undefined,
): Promise<BenchCore> => {
  const core = await createCore(coreDeps(folder, radio, clock))
  core.subscribe(listener)
  await core.start()
  let session: string | null = null
  let keys = 0
  const prefix = `bench-${process.pid}-${performance.now()}`.replace('.', '-')
  const get = async <N extends CallName>(name: N, input: CallInput<N>): Promise<CallOutput<N>> => {
    keys += 1
    const answer = await core.call({ call: name, input, session, key: `${prefix}-${keys}` })
    if (!answer.ok) throw new Error(`${name}: ${answer.error.code} ${JSON.stringify(answer.error.details)}`)
    // The dispatcher has just checked the value by the contract's own schema.
    return answer.value as CallOutput<N>
  }
  session = (await get('session.login', { operatorId: 1, pin: benchPin })).session
  return { core, get, stop: () => core.stop() }
}

/** Lets the plan of reminders that a start or a posting asks for end, so that it is not counted with what follows. */
export const planned = async (office: BenchCore): Promise<void> => {
  const { items } = await office.get('rules.list', {})
  for (const rule of items) await office.get('rules.save', rule)
}
