import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'

/** Messages that came and that nobody has looked at: the program answered the others by itself. */
export const unreadCount = (read: Reader): number =>
  read.first(
    sql
      .selectFrom('inbox')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('read_at', 'is', null),
  )?.count ?? 0
