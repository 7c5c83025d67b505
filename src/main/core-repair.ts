import { fileURLToPath } from 'node:url'
import { createChainedLog } from './app/calls/chained-log.ts'
import { createOfficeBook } from './app/office/office-book.ts'
import { markRestored } from './app/safety/restored.ts'
import { type CoreDeps, usualOpening } from './core-parts.ts'
import { lockParts, OfficeNotOpened, storeDeps } from './core-resources.ts'
import type { Repair } from './gate/opened.ts'
import { loadSqlJs } from './store/engine/load-sql-js.ts'
import { whileLocked } from './store/lock/while-locked.ts'
import { newestSchema } from './store/migrate.ts'
import { migrations } from './store/migrations/all.ts'
import { toOpenProblem } from './store/open-problem.ts'
import { findSource } from './store/restore/find-source.ts'
import { restoreOffice } from './store/restore/restore-office.ts'
import type { Stamp } from './store/restore/stamp.ts'
import { finishRestore, isUnfinished } from './store/restore/take-place.ts'
import { salvage } from './store/salvage.ts'

type RepairDeps = Omit<CoreDeps, 'setup' | 'lang' | 'version' | 'ports' | 'modemPort'>

/** What may be done to the files of an office that is closed. */
export const createRepair = (core: RepairDeps): Repair => ({
  salvage: async (passphrase) => {
    const log = createChainedLog(core.digests)
    const stamp: Stamp = (tx, asOf) => markRestored(tx, { kind: 'salvage', asOf }, core.clock.now(), log)
    const result = await salvage(await storeDeps(core, { ...usualOpening, passphrase }), stamp)
    return result.ok ? null : result.problem
  },
  inspect: async (path) => {
    const source = await findSource(core.files, path)
    if (!source.ok) {
      const { problem } = source
      return {
        kind: 'none',
        at: null,
        encrypted: false,
        size: 0,
        problem: problem === 'none' ? null : problem,
      }
    }
    const { kind, at, encrypted, size } = source.point
    return { kind, at, encrypted, size, problem: null }
  },
  restore: async ({ path, passphrase }, progress) => {
    const offices = createOfficeBook()
    const log = createChainedLog(core.digests)
    const wasm = await core.files.read(fileURLToPath(core.sqlWasm))
    const deps = {
      ...core,
      ...(await lockParts(core, false)),
      sqlJs: await loadSqlJs(wasm),
      knownSchema: newestSchema(migrations),
      kindOf: (read: Parameters<typeof offices.find>[0]) => offices.find(read)?.kind ?? null,
      stamp: (
        tx: Parameters<typeof markRestored>[0],
        from: { readonly kind: 'copy' | 'mirror'; readonly asOf: number | null },
      ) => markRestored(tx, from, core.clock.now(), log),
    }
    const wish = { folder: core.officeDir, kind: core.kind, from: path, passphrase }
    return restoreOffice(deps, wish, progress)
  },
})

/** Ends a restore that a crash interrupted, before the office is opened. Rejects with OfficeNotOpened. */
export const finishInterrupted = async (core: RepairDeps): Promise<void> => {
  try {
    if (!(await isUnfinished(core.files, core.officeDir))) return
    const deps = { ...core, ...(await lockParts(core, false)) }
    const ended = await whileLocked(deps, core.officeDir, () => finishRestore(core, core.officeDir))
    core.logger.warn('a restore that was interrupted was ended', { ended })
  } catch (error) {
    const problem = toOpenProblem(error)
    // Whoever holds the office is at work on it: the opening says so.
    if (problem.code !== 'locked') throw new OfficeNotOpened(problem)
  }
}
