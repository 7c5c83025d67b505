import { createHash } from 'node:crypto'
import type { SqlJsStatic } from 'sql.js'
import type { CopyContent } from '../../app/ports/safety.ts'
import type { EngineFile } from '../engine/engine-file.ts'

/** `integrity`: SQLite finds the file broken; `references`: a row points nowhere; `schema`: another than it should be. */
export type DatabaseFault = 'integrity' | 'references' | 'schema'

export type DatabaseCheck =
  | { readonly ok: true; readonly content: CopyContent }
  | { readonly ok: false; readonly fault: DatabaseFault }

/** Opens a database as SQLite would, reads all of it, and counts what it holds. */
export function checkDatabase(
  sqlJs: SqlJsStatic,
  content: Uint8Array | EngineFile,
  schema: number,
): DatabaseCheck {
  const digest = digestOf(content)
  const db = new sqlJs.Database(content)
  try {
    const values = (text: string): unknown[][] => db.exec(text)[0]?.values ?? []
    if (values('PRAGMA integrity_check')[0]?.[0] !== 'ok') return { ok: false, fault: 'integrity' }
    if (values('PRAGMA foreign_key_check').length > 0) return { ok: false, fault: 'references' }
    if (values('PRAGMA user_version')[0]?.[0] !== schema) return { ok: false, fault: 'schema' }
    const tables = values("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    const rows = tables.reduce(
      (sum, [name]) => sum + Number(values(`SELECT count(*) FROM "${String(name)}"`)[0]?.[0]),
      0,
    )
    return { ok: true, content: { tables: tables.length, rows, digest } }
  } catch (error) {
    // SQLite throws where the very first pages are no database.
    if (error instanceof Error) return { ok: false, fault: 'integrity' }
    throw error
  } finally {
    db.close()
  }
}

/** SHA-256 of a database's octets, lower-case hex. */
export function digestOf(content: Uint8Array | EngineFile): string {
  const digest = createHash('sha256')
  for (const piece of content instanceof Uint8Array ? [content] : content.pieces()) digest.update(piece)
  return digest.digest('hex')
}
