import { type LoadedOffice, loadOffice } from './journal/load.ts'
import type { OpenedKeys } from './keys/open-keys.ts'
import { newestSchema } from './migrate.ts'
import type { OfficePaths } from './office-paths.ts'
import { finderOf, olderThanKnown } from './office-protection.ts'
import { newer, OpenFailure } from './open-problem.ts'
import type { LastGood } from './open-store.ts'
import type { StoreDeps } from './store-deps.ts'

export interface GoodState {
  readonly loaded: LoadedOffice
  readonly lastGood: LastGood
}

/** The office up to the first thing in it that is not good. Throws `OpenFailure` where nothing is, or `FileError`. */
export async function loadLastGood(
  deps: StoreDeps,
  paths: OfficePaths,
  opened: OpenedKeys | null,
): Promise<GoodState> {
  const { files, logger, migrations } = deps
  const knownSchema = newestSchema(migrations)
  const sqlJs = await deps.loadEngine()
  const officeId = opened?.officeId ?? null
  const load = { files, logger, paths, sqlJs, knownSchema, finder: finderOf(opened), officeId }
  const loaded = await loadOffice(load, { tolerant: true, known: opened?.head ?? null })
  const { schema } = loaded.engine
  if (schema === 0 || schema > knownSchema) {
    loaded.engine.close()
    if (schema > 0) throw newer(`schema ${schema}`, knownSchema)
    const details = { file: paths.journal, offset: null, reason: 'nothing of it can be read' }
    throw new OpenFailure(loaded.problem ?? { code: 'damaged', details })
  }
  const problem = loaded.problem ?? olderThanKnown(opened, loaded)
  return { loaded, lastGood: { sequence: loaded.point.nextSequence - 1, at: loaded.goodAt, problem } }
}
