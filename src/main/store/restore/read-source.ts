import type { SqlJsStatic } from 'sql.js'
import type { Clock } from '../../app/ports/clock.ts'
import type { Files } from '../../app/ports/files.ts'
import type { DataKey, Keys } from '../../app/ports/keys.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { Secrets } from '../../app/ports/secrets.ts'
import { digestOf } from '../copies/check-database.ts'
import { DatabaseFile } from '../engine/database-file.ts'
import { Engine } from '../engine/engine.ts'
import type { FileHeader } from '../format/header.ts'
import type { JournalPoint } from '../journal/journal.ts'
import { loadOffice } from '../journal/load.ts'
import { keyFinder, ringFinder, sameBytes } from '../keys/key-ring.ts'
import { openKeys } from '../keys/open-keys.ts'
import { readSecretRecord } from '../keys/secret-record.ts'
import { listSegments, officePaths } from '../office-paths.ts'
import { damaged, newer, OpenFailure } from '../open-problem.ts'
import { readDatabase, readSnapshotHeader, type SnapshotRefusal } from '../snapshot/snapshot-file.ts'
import type { RestorePoint } from './find-source.ts'

export interface ReadSourceDeps {
  readonly files: Files
  readonly clock: Clock
  readonly logger: Logger
  readonly keys: Keys
  /** Where this computer may have the key, so that no passphrase is needed. */
  readonly secrets: Secrets
  readonly sqlJs: SqlJsStatic
  /** The newest schema this program has. */
  readonly knownSchema: number
}

/** An office as a copy or a mirror gives it, in memory. */
export interface ReadOffice {
  readonly engine: Engine
  /** After the last frame of it; `segment` is a number that none of its files has. */
  readonly point: JournalPoint
  /** When the newest file of it was begun. */
  readonly asOf: number
  /** SHA-256 of a copy's database, lower-case hex; null of a mirror, whose database is made of its journal. */
  readonly digest: string | null
  /** Octets at the end of a mirror that were cut off in the middle of a write, and left out. */
  readonly cut_bytes: number
}

/** Reads all of it and checks every octet. Throws `OpenFailure` (passphrase, no-key, damaged, newer-schema) or `FileError`. */
export async function readSource(
  deps: ReadSourceDeps,
  point: RestorePoint,
  passphrase: string | null,
): Promise<ReadOffice> {
  const read =
    point.kind === 'copy'
      ? await readCopy(deps, point.path, passphrase)
      : await readMirror(deps, point, passphrase)
  const { schema } = read.engine
  if (schema > 0 && schema <= deps.knownSchema) return read
  read.engine.close()
  if (schema === 0) throw damaged(point.path, 'there is no office in it')
  throw newer(`schema ${schema}`, deps.knownSchema)
}

async function readCopy(deps: ReadSourceDeps, path: string, passphrase: string | null): Promise<ReadOffice> {
  const start = await readSnapshotHeader(deps.files, path)
  if (!start.ok) throw refused(deps, path, start)
  const key = await keyOfCopy(deps, path, start.header, passphrase)
  const finder = key === null ? ringFinder(null) : keyFinder(key)
  const reading = await readDatabase(deps.files, path, finder, new DatabaseFile())
  if (!reading.ok) throw refused(deps, path, reading)
  const { officeId, number, nextSequence, schema, link, createdAt } = reading.header
  const digest = digestOf(reading.content)
  return {
    engine: new Engine(deps.sqlJs, reading.content),
    point: { officeId, segment: number + 1, nextSequence, schema, link },
    asOf: createdAt,
    digest,
    cut_bytes: 0,
  }
}

function refused(deps: ReadSourceDeps, path: string, refusal: SnapshotRefusal): OpenFailure {
  if (refusal.reason === 'newer') return newer(refusal.needs, deps.knownSchema)
  if (refusal.reason === 'closed') return damaged(path, refusal.why)
  return damaged(path, 'the copy is damaged', refusal.offset)
}

/**
 * The key of a copy: by the passphrase where one is given and the copy has a wrap, else by what this computer keeps. Null
 * where it is plain.
 */
async function keyOfCopy(
  deps: ReadSourceDeps,
  path: string,
  { protection, officeId }: FileHeader,
  passphrase: string | null,
): Promise<DataKey | null> {
  if (protection === null) return null
  if (passphrase === null || protection.wrap === null) {
    const record = await readSecretRecord(deps.secrets, deps.keys, officeId)
    const kept = record?.keys.find(({ id }) => sameBytes(id, protection.keyId))
    if (kept !== undefined) return kept
  }
  if (protection.wrap === null) throw new OpenFailure({ code: 'no-key', details: { file: path } })
  if (passphrase === null) throw new OpenFailure({ code: 'passphrase', details: { wrong: false } })
  const key = await deps.keys.unwrap(protection.wrap, passphrase, officeId)
  if (key === null) throw new OpenFailure({ code: 'passphrase', details: { wrong: true } })
  return key
}

/**
 * A mirror may end in the middle of a write, and what was cut off there was never promised to be in it. Anything else
 * that is not good is told: a copy may know better.
 */
async function readMirror(
  deps: ReadSourceDeps,
  { path, officeId, encrypted }: RestorePoint,
  passphrase: string | null,
): Promise<ReadOffice> {
  const paths = officePaths(path)
  const opened = encrypted ? await openKeys({ ...deps, paths, passphrase, remember: false }) : null
  const finder = ringFinder(opened?.ring ?? null)
  const loaded = await loadOffice({ ...deps, paths, finder, officeId }, { tolerant: true })
  const last = (await listSegments(deps.files, paths)).at(-1) ?? 0
  if (loaded.problem !== null && !isEndOf(loaded.problem, paths.segment(last))) {
    loaded.engine.close()
    throw new OpenFailure(loaded.problem)
  }
  if (loaded.problem !== null)
    deps.logger.warn('the mirror ends in a cut write', { ...loaded.problem.details })
  const segment = Math.max(loaded.point.segment, last + 1)
  const cut_bytes = loaded.torn?.bytes ?? 0
  return {
    engine: loaded.engine,
    point: { ...loaded.point, segment },
    asOf: loaded.goodAt ?? 0,
    digest: null,
    cut_bytes,
  }
}

function isEndOf(problem: OpenFailure['problem'], lastSegment: string): boolean {
  return problem.code === 'damaged' && problem.details.file === lastSegment
}
