import { join } from 'node:path'
import type { SqlJsStatic } from 'sql.js'
import type { Clock } from '../../app/ports/clock.ts'
import type { Files } from '../../app/ports/files.ts'
import type { DataKey, Keys, PassphraseWrap } from '../../app/ports/keys.ts'
import type { Random } from '../../app/ports/random.ts'
import { checkDatabase } from '../copies/check-database.ts'
import { saltSize } from '../format/header.ts'
import { encodeKeyFile } from '../keys/key-file.ts'
import { hexOf, newFile, ringFinder } from '../keys/key-ring.ts'
import { officePaths } from '../office-paths.ts'
import { damaged } from '../open-problem.ts'
import { checkSnapshot, encodeSnapshot } from '../snapshot/snapshot-file.ts'
import type { ReadOffice } from './read-source.ts'
import { type Stamp, stampInto } from './stamp.ts'

export interface StageDeps {
  readonly files: Files
  readonly clock: Clock
  readonly random: Random
  readonly keys: Keys
  readonly sqlJs: SqlJsStatic
  readonly stamp: Stamp
}

export interface StageWish {
  /** Where the new office's files are made: a folder that nothing else is in. */
  readonly folder: string
  readonly encrypted: boolean
  /** Opens the new office on any computer; null leaves it to what this computer keeps. */
  readonly passphrase: string | null
}

/** A whole office's files, checked, in a folder of their own. */
export interface StagedOffice {
  readonly officeId: Uint8Array
  /** Null in an office that is not encrypted. */
  readonly key: DataKey | null
  /** Number of the empty segment that its journal goes on with, and the frame before it. */
  readonly head: { readonly segment: number; readonly sequence: number; readonly tag: Uint8Array }
}

/**
 * Writes an office that was read as one snapshot and an empty segment after it, under a data key of its own: whoever has
 * the lost computer has no key to what is written from now on. Closes the engine. Throws `OpenFailure`, `FileError`.
 */
export async function stageOffice(
  deps: StageDeps,
  office: ReadOffice,
  wish: StageWish,
): Promise<StagedOffice> {
  const { engine, point } = office
  const { schema } = engine
  stampInto(engine, deps.stamp, office.asOf)
  const octets = engine.export()
  engine.close()
  const check = checkDatabase(deps.sqlJs, octets, schema)
  if (!check.ok) throw damaged(wish.folder, `the database in it is broken: ${check.fault}`)
  const at = deps.clock.now()
  const key = wish.encrypted ? deps.keys.newKey(at) : null
  const paths = officePaths(wish.folder)
  for (const folder of [paths.folder, paths.journal, paths.snapshots]) await deps.files.makeFolder(folder)
  const draft = { ...point, schema, createdAt: at, number: point.segment - 1 }
  const protection = key && { key, salt: deps.random.bytes(saltSize), wrap: null }
  const snapshot = paths.snapshot(draft.number)
  await deps.files.writeAtomic(snapshot, encodeSnapshot(draft, octets, protection))
  const finder = ringFinder(key && { current: key, keys: [key], plainUpTo: 0 })
  if ((await checkSnapshot(deps.files, snapshot, finder)) !== null) {
    throw damaged(snapshot, 'it is not what was written')
  }
  const segment = newFile(
    { ...draft, kind: 'segment', number: point.segment, contentLength: 0 },
    key,
    deps.random.bytes(saltSize),
  )
  await deps.files.writeAtomic(paths.segment(point.segment), [segment.block])
  const { officeId } = point
  if (key !== null) {
    const wrap = wish.passphrase === null ? null : await deps.keys.wrap(key, wish.passphrase, officeId, at)
    await deps.files.writeAtomic(join(wish.folder, 'office.keys'), [keyFileOf(officeId, key, wrap)])
  }
  const head = { segment: point.segment, sequence: point.nextSequence - 1, tag: point.link }
  return { officeId, key, head }
}

function keyFileOf(officeId: Uint8Array, key: DataKey, wrap: PassphraseWrap | null): Uint8Array {
  const id = hexOf(key.id)
  const keys = [{ id, createdAt: key.createdAt, wrap }]
  return encodeKeyFile({ officeId, current: id, plainUpTo: 0, passphraseLost: wrap === null, keys }, key)
}
