import { idRanges, type Pass, rowsOf } from './pass.ts'
import { type Reference, references } from './references.ts'

const rowsAtOnce = 1500

const strayRows = ({ table, column, target, where }: Reference): string => `
  select r."id", r."${column}" as "named"
  from "${table}" r left join "${target}" t on t."id" = r."${column}"
  where r."id" > ? and r."id" <= ? and r."${column}" is not null and t."id" is null${where === undefined ? '' : ` and ${where}`}
  order by r."id"`

/** Every id that names a row of another table, table by table. */
export const referencePasses: readonly Pass[] = [
  ...Map.groupBy(references, (reference) => reference.table).entries(),
].map(([table, own]) => ({
  tables: [table],
  *run({ read, notes }) {
    for (const { after, upTo } of idRanges(read, table, rowsAtOnce)) {
      for (const reference of own) {
        const rows = read.all(rowsOf<{ id: number; named: number }>(strayRows(reference), [after, upTo]))
        for (const { id, named } of rows)
          notes.wrong('reference', table, id, `${reference.column} → ${reference.target} ${named}`, null)
      }
      notes.looked('reference', upTo - after)
      yield upTo - after
    }
  },
}))
