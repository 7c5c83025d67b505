import { z } from 'zod'
import { RegistryView } from '../../../shared/contract/bills.ts'
import { readSetting } from '../office/office-book.ts'
import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'

export type Registry = z.output<typeof RegistryView>

/** What was found out about a file beside its rows; kept as a setting of the registry. */
export const RegistryNotes = z.object({
  separator: z.string(),
  columns: RegistryView.shape.columns,
  warnings: RegistryView.shape.warnings,
})

export const notesKey = (registryId: number): string => `registry:${registryId}`

const query = sql
  .selectFrom('registry')
  .innerJoin('provider', 'provider.id', 'registry.provider_id')
  .innerJoin('service', 'service.id', 'registry.service_id')
  .selectAll('registry')
  .select(['provider.name as provider', 'service.name as service'])

type Row = ReturnType<typeof query.execute> extends Promise<(infer One)[]> ? One : never

const postedRows = (read: Reader, registryId: number): number =>
  read.first(
    sql
      .selectFrom('registry_row')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('registry_id', '=', registryId)
      .where('state', '=', 'posted'),
  )?.count ?? 0

const view = (read: Reader, row: Row): Registry => {
  const notes = RegistryNotes.safeParse(JSON.parse(readSetting(read, notesKey(row.id)) ?? 'null'))
  return {
    id: row.id,
    provider: row.provider,
    service: row.service,
    kind: row.kind,
    asOfDay: row.as_of_day,
    fileName: row.file_name,
    status: row.status,
    encoding: row.encoding,
    separator: notes.success ? notes.data.separator : '',
    columns: notes.success ? notes.data.columns : [],
    warnings: notes.success ? notes.data.warnings : [],
    rows: row.rows,
    postedRows: postedRows(read, row.id),
    matched: row.matched,
    newAccounts: row.new_accounts,
    duplicates: row.duplicates,
    rejected: row.rejected,
    total_kop: row.total_kop,
    createdAt: row.created_at,
    postedAt: row.posted_at,
  }
}

export const registryById = (read: Reader, id: number): Registry | undefined =>
  read.all(query.where('registry.id', '=', id)).map((row) => view(read, row))[0]

export const registriesBefore = (read: Reader, before: number | null, limit: number): Registry[] => {
  const page = query.orderBy('registry.id', 'desc').limit(limit)
  return read
    .all(before === null ? page : page.where('registry.id', '<', before))
    .map((row) => view(read, row))
}
