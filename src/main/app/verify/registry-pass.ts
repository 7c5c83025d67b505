import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'
import type { RegistryRow } from '../ports/tables/money-rows.ts'
import type { Notes } from './notes.ts'
import { idRanges, type Pass, rowsOf } from './pass.ts'

const rowsAtOnce = 1500

interface PostedRow {
  id: number
  registry_id: number
  billed_by: number | null
}

const postedRows = `
  select r."id", r."registry_id", b."registry_id" as "billed_by"
  from "registry_row" r left join "bill" b on b."row_key" = r."row_key"
  where r."id" > ? and r."id" <= ? and r."state" = 'posted'`

/** Every posted row of a file is one bill of that file, by the key under which it is posted once. */
export const registryRowPass: Pass = {
  tables: ['registry_row'],
  *run({ read, notes }) {
    for (const { after, upTo } of idRanges(read, 'registry_row', rowsAtOnce)) {
      const rows = read.all(rowsOf<PostedRow>(postedRows, [after, upTo]))
      for (const row of rows)
        notes.same('registry.row', 'registry_row', row.id, row.registry_id, row.billed_by)
      notes.looked('registry.row', rows.length)
      yield upTo - after
    }
  },
}

const count = (read: Reader, text: string, registryId: number): number =>
  read.first(rowsOf<{ count: number }>(`select count(*) as "count" from ${text}`, [registryId]))?.count ?? 0

const checkRegistry = (read: Reader, registry: RegistryRow, notes: Notes): void => {
  const same = (expected: number, found: number): void =>
    notes.same('registry.count', 'registry', registry.id, expected, found)
  const posted = count(read, '"registry_row" where "registry_id" = ? and "state" = \'posted\'', registry.id)
  same(posted, count(read, '"bill" where "registry_id" = ?', registry.id))
  if (registry.status === 'draft') return
  same(count(read, '"registry_row" where "registry_id" = ?', registry.id), registry.rows)
  if (registry.status !== 'posted') return
  const text = '"registry_row" where "registry_id" = ? and "state" in (\'matched\', \'new\')'
  same(0, count(read, text, registry.id))
}

/** A file's rows and its bills, counted. */
export const registryPass: Pass = {
  tables: ['registry'],
  *run({ read, notes }) {
    for (const { after, upTo } of idRanges(read, 'registry', 1)) {
      const registries = read.all(
        sql.selectFrom('registry').selectAll().where('id', '>', after).where('id', '<=', upTo),
      )
      for (const registry of registries) checkRegistry(read, registry, notes)
      notes.looked('registry.count', registries.length)
      yield upTo - after
    }
  },
}
