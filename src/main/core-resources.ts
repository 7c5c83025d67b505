import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Files } from './app/ports/files.ts'
import type { Shipped } from './app/ports/shipped.ts'
import { type CoreDeps, type Opening, usualOpening } from './core-parts.ts'
import { readCalendarXml } from './domain/calendar-xml.ts'
import type { CalendarYear } from './domain/production-calendar.ts'
import { loadSqlJs } from './store/engine/load-sql-js.ts'
import { computerId } from './store/lock/computer-id.ts'
import { migrations } from './store/migrations/all.ts'
import type { OpenProblem } from './store/open-problem.ts'
import { type OpenResult, openStore } from './store/open-store.ts'
import { problemText } from './store/problem-text.ts'
import { createWorkerRebuild } from './store/snapshot/rebuild-in-worker.ts'
import type { StoreDeps } from './store/store-deps.ts'

/** Years whose calendar was published before its decree was seen: the screens say «проверьте». */
const unconfirmedYears = new Set([2027])

export const createShipped = (files: Files, folder: string): Shipped => ({
  read: (path) => files.read(join(folder, path)),
  list: (path) => files.list(join(folder, path)),
})

/** Production calendars shipped with the program. A file that cannot be read is a broken installation. */
export const readCalendars = async (shipped: Shipped): Promise<CalendarYear[]> => {
  const names = (await shipped.list('calendars')).filter((name) => /^ru-\d{4}\.xml$/.test(name)).sort()
  const years: CalendarYear[] = []
  for (const name of names) {
    const text = new TextDecoder().decode(await shipped.read(`calendars/${name}`))
    const year = Number(name.slice(3, 7))
    const reading = readCalendarXml(text, unconfirmedYears.has(year) ? 'check' : 'known')
    if (!reading.ok) throw new Error(`the shipped calendar ${name} cannot be read`)
    years.push(reading.year)
  }
  return years
}

/** The office could not be opened; `code` and `details` say why, nothing in its folder was changed. */
export class OfficeNotOpened extends Error {
  override readonly name = 'OfficeNotOpened'
  readonly code: OpenProblem['code']
  readonly problem: OpenProblem

  constructor(problem: OpenProblem) {
    super(problemText(problem))
    this.code = problem.code
    this.problem = problem
  }
}

/** What the office's store is opened with. */
export type OfficeStoreDeps = Pick<
  CoreDeps,
  | 'officeDir'
  | 'kind'
  | 'files'
  | 'stick'
  | 'timers'
  | 'clock'
  | 'logger'
  | 'random'
  | 'keys'
  | 'secrets'
  | 'computerFile'
  | 'sqlWasm'
  | 'rebuildWorker'
  | 'encrypted'
  | 'storeLimits'
  | 'onFatal'
>

/** What the office's lock is held and renewed with. */
export const lockParts = async (
  deps: Pick<OfficeStoreDeps, 'timers' | 'stick' | 'files' | 'random' | 'logger' | 'computerFile'>,
  takeOver: boolean,
) => ({
  lock: { timers: deps.timers, files: deps.stick, takeOver },
  computer: deps.computerFile === undefined ? null : await computerId(deps, deps.computerFile),
})

/** What the office's store is opened or put right with. A training office is plain, a real one encrypted. */
export const storeDeps = async (deps: OfficeStoreDeps, how: Opening): Promise<StoreDeps> => {
  const wasm = await deps.files.read(fileURLToPath(deps.sqlWasm))
  const { keys, secrets } = deps
  const { passphrase, remember } = how
  return {
    folder: deps.officeDir,
    protection:
      (deps.encrypted ?? deps.kind === 'real')
        ? { kind: 'keys', keys, secrets, passphrase, remember }
        : { kind: 'plain' },
    mode: how.mode,
    acceptOlder: how.acceptOlder,
    ...(await lockParts(deps, how.takeOver)),
    files: deps.files,
    clock: deps.clock,
    logger: deps.logger,
    random: deps.random,
    migrations,
    loadEngine: () => loadSqlJs(wasm),
    rebuild: createWorkerRebuild(deps.rebuildWorker, wasm),
    limits: deps.storeLimits ?? {},
    onFatal: deps.onFatal,
  }
}

export type OpenedStore = OpenResult & { readonly ok: true }

/** The office's store, its schema up to date. Rejects with OfficeNotOpened. */
export const openOfficeStore = async (
  deps: OfficeStoreDeps,
  how: Opening = usualOpening,
): Promise<OpenedStore> => {
  const opened = await openStore(await storeDeps(deps, how))
  if (!opened.ok) throw new OfficeNotOpened(opened.problem)
  const { recovery } = opened.store
  deps.logger.info('the office is open', { ...recovery })
  return opened
}
