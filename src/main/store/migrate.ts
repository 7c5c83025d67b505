import { join } from 'node:path'
import type { Clock } from '../app/ports/clock.ts'
import type { Files } from '../app/ports/files.ts'
import type { Logger } from '../app/ports/logger.ts'
import type { Journal } from './journal/journal.ts'
import type { LoadedOffice } from './journal/load.ts'
import type { Migration } from './migration.ts'
import { eightDigits, type OfficePaths } from './office-paths.ts'
import { checkScript } from './rules/script-rules.ts'
import { encodeSnapshot, type SnapshotProtection } from './snapshot/snapshot-file.ts'

export interface MigrateDeps {
  readonly files: Files
  readonly clock: Clock
  readonly logger: Logger
  readonly paths: OfficePaths
  readonly migrations: readonly Migration[]
  /** What a copy is encrypted with; null in an office that is not. */
  readonly copyProtection: () => SnapshotProtection | null
}

/** The schema this program works with. Throws (a bug) where the list has a gap. */
export function newestSchema(migrations: readonly Migration[]): number {
  for (const [index, migration] of migrations.entries()) {
    if (migration.schema !== index + 1)
      throw new Error(`migration ${migration.name} is not schema ${index + 1}`)
  }
  return migrations.length
}

/**
 * Makes the migrations an office lacks, each a frame of its own: what a crash interrupts starts again from the frame
 * before. An office that had a schema is copied first and goes on in a new segment. Returns the schema it came from,
 * null where nothing was to do or the office is new.
 */
export async function migrate(
  deps: MigrateDeps,
  loaded: LoadedOffice,
  journal: Journal,
): Promise<number | null> {
  const from = loaded.engine.schema
  const pending = deps.migrations.filter((migration) => migration.schema > from)
  if (pending.length === 0) return null
  if (from > 0) await keepCopy(deps, loaded)
  for (const migration of pending) {
    checkScript(migration.sql)
    loaded.engine.script(migration.schema, migration.sql)
    await journal.appendScript(migration.schema, migration.sql)
    deps.logger.info('migrated', { schema: migration.schema, name: migration.name })
  }
  if (from === 0) return null
  await journal.rotate()
  return from
}

/** The office as it was under the old schema, in the form of a snapshot. */
async function keepCopy(deps: MigrateDeps, loaded: LoadedOffice): Promise<void> {
  await deps.files.makeFolder(deps.paths.copies)
  const name = `schema-${eightDigits(loaded.engine.schema)}-${eightDigits(loaded.point.segment)}.kvs`
  const chunks = encodeSnapshot(
    {
      officeId: loaded.point.officeId,
      number: loaded.point.segment - 1,
      nextSequence: loaded.point.nextSequence,
      schema: loaded.engine.schema,
      link: loaded.point.link,
      createdAt: deps.clock.now(),
    },
    loaded.engine.content(),
    deps.copyProtection(),
  )
  await deps.files.writeAtomic(join(deps.paths.copies, name), chunks)
}
