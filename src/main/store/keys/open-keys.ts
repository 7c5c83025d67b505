import type { Clock } from '../../app/ports/clock.ts'
import { FileError, type Files } from '../../app/ports/files.ts'
import type { DataKey, Keys, PassphraseWrap } from '../../app/ports/keys.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { Secrets } from '../../app/ports/secrets.ts'
import type { OfficePaths } from '../office-paths.ts'
import { damaged, OpenFailure } from '../open-problem.ts'
import { type FileSurvey, surveyFiles } from './file-survey.ts'
import { type KeyFile, type KeyFileReading, readKeyFile } from './key-file.ts'
import { hexOf, type KeyRing, sameBytes } from './key-ring.ts'
import { type Head, readSecretRecord, type SecretRecord } from './secret-record.ts'

export interface KeyDeps {
  readonly files: Files
  readonly clock: Clock
  readonly logger: Logger
  readonly paths: OfficePaths
  readonly keys: Keys
  readonly secrets: Secrets
  readonly passphrase: string | null
  /** Whether this computer is to keep a key that a passphrase opened. */
  readonly remember: boolean
}

/** What is known of an office's keys before its files are read. */
export interface OpenedKeys {
  /** Null where the folder says nothing of an office yet. */
  readonly officeId: Uint8Array | null
  /** Null where nothing in the office is encrypted: its first key is still to be made. */
  readonly ring: KeyRing | null
  /** By key id. */
  readonly wraps: ReadonlyMap<string, PassphraseWrap>
  readonly passphraseLost: boolean
  /** Whether this computer keeps the keys, or is to keep them. */
  readonly kept: boolean
  readonly head: Head | null
  /** The key file is missing or not to be trusted: it must be written before anything else is. */
  readonly fileIsStale: boolean
  /** This computer does not keep what it is to keep. */
  readonly recordIsStale: boolean
}

interface Found {
  readonly deps: KeyDeps
  readonly survey: FileSurvey
  readonly reading: KeyFileReading
  readonly record: SecretRecord | null
  /** Why what this computer keeps could not be read; null where it could, or there is none. */
  readonly unread: FileError | null
  readonly officeId: Uint8Array | null
}

/**
 * Finds the keys of an office: by what this computer keeps, else by the passphrase. Nothing is written. Throws
 * `OpenFailure` (passphrase, no-key, damaged) or `FileError`.
 */
export async function openKeys(deps: KeyDeps): Promise<OpenedKeys> {
  const survey = await surveyFiles(deps.files, deps.paths)
  const reading = await readKeyFile(deps.files, deps.paths.keyFile)
  const named = reading.kind === 'good' ? reading.file.officeId : null
  if (named !== null && survey.officeId !== null && !sameBytes(named, survey.officeId)) {
    throw damaged(deps.paths.keyFile, 'it belongs to another office')
  }
  const officeId = named ?? survey.officeId
  const found: Found = { deps, survey, reading, officeId, ...(await readKept(deps, officeId)) }
  return (await openByKeyFile(found)) ?? openByRecord(found) ?? openUnprotected(found)
}

/** What cannot be read now may be there: the passphrase opens without it, but nothing is made anew over it. */
async function readKept(
  { secrets, keys, logger }: KeyDeps,
  officeId: Uint8Array | null,
): Promise<Pick<Found, 'record' | 'unread'>> {
  try {
    return { record: officeId && (await readSecretRecord(secrets, keys, officeId)), unread: null }
  } catch (error) {
    if (!(error instanceof FileError)) throw error
    logger.warn('what this computer keeps of the office cannot be read', { reason: error.message })
    return { record: null, unread: error }
  }
}

/** Null where there is no key file that can be trusted. */
async function openByKeyFile({
  deps,
  survey,
  reading,
  record,
  unread,
  officeId,
}: Found): Promise<OpenedKeys | null> {
  if (reading.kind !== 'good') return null
  const { file } = reading
  if (record !== null && isOutdated(file, record, survey)) return null
  const kept = keysOf(file, record?.keys ?? [])
  if (kept === null && !file.keys.some(({ wrap }) => wrap !== null)) {
    // The first opening of a new office was cut off before there was anything to lose.
    if (survey.count === 0) return nothing
    throw unread ?? noKey(deps)
  }
  const keys = kept ?? (await unwrapAll(deps, file))
  const current = keys.find(({ id }) => hexOf(id) === file.current)
  if (current === undefined) throw damaged(deps.paths.keyFile, 'it does not have its own current key')
  if (!reading.isSealedBy(current)) {
    if (kept !== null) return null
    throw damaged(deps.paths.keyFile, 'it was changed by somebody without the key')
  }
  return {
    officeId,
    ring: { current, keys, plainUpTo: Math.min(file.plainUpTo, record?.plainUpTo ?? file.plainUpTo) },
    wraps: new Map(file.keys.flatMap(({ id, wrap }) => (wrap === null ? [] : [[id, wrap] as const]))),
    passphraseLost: file.passphraseLost,
    kept: kept !== null || deps.remember,
    head: record?.head ?? null,
    fileIsStale: false,
    recordIsStale: kept === null,
  }
}

/** A key file from before the last change of the key: files are under one that this computer alone keeps. */
function isOutdated(file: KeyFile, { current, keys }: SecretRecord, { keyIds }: FileSurvey): boolean {
  const named = file.keys.map(({ id }) => id)
  const kept = keys.map(({ id }) => hexOf(id))
  const used = [...keyIds]
  return current !== null && !used.every((id) => named.includes(id)) && used.every((id) => kept.includes(id))
}

/** Every key of the file, out of those this computer keeps; null where one is not among them. */
function keysOf(file: KeyFile, kept: readonly DataKey[]): DataKey[] | null {
  const keys = file.keys.map((entry) => kept.find(({ id }) => hexOf(id) === entry.id))
  return keys.every((key) => key !== undefined) ? keys : null
}

async function unwrapAll({ keys, passphrase }: KeyDeps, file: KeyFile): Promise<DataKey[]> {
  if (passphrase === null) throw new OpenFailure({ code: 'passphrase', details: { wrong: false } })
  const opened: DataKey[] = []
  for (const { wrap } of file.keys) {
    const key = wrap === null ? null : await keys.unwrap(wrap, passphrase, file.officeId)
    if (key !== null) opened.push(key)
  }
  if (!opened.some(({ id }) => hexOf(id) === file.current)) {
    throw new OpenFailure({ code: 'passphrase', details: { wrong: true } })
  }
  return opened
}

/** The key file is gone, damaged or changed, and this computer keeps the keys: they go on, the passphrase does not. */
function openByRecord({ deps, survey, reading, record, officeId }: Found): OpenedKeys | null {
  if (record?.current == null) return null
  const used = record.keys.filter(({ id }) => survey.keyIds.has(hexOf(id)))
  // What is kept as the current key may be that of another folder of this office, from before the last change here.
  const current = used.reduce(
    (newest, key) => (key.createdAt > newest.createdAt ? key : newest),
    record.current,
  )
  const keys = [...new Set([...used, current])]
  deps.logger.warn('the key file is made again from what this computer keeps', { was: reading.kind })
  return {
    officeId,
    ring: { current, keys, plainUpTo: record.plainUpTo },
    wraps: new Map(),
    passphraseLost: true,
    kept: true,
    head: record.head,
    fileIsStale: true,
    recordIsStale: false,
  }
}

const nothing: OpenedKeys = {
  officeId: null,
  ring: null,
  wraps: new Map(),
  passphraseLost: false,
  kept: true,
  head: null,
  fileIsStale: true,
  recordIsStale: true,
}

/** Neither key file nor kept keys: right for a new office and for one from before offices were encrypted. */
function openUnprotected({ deps, survey, reading, record, unread, officeId }: Found): OpenedKeys {
  if (unread !== null) throw unread
  if (reading.kind !== 'none') throw damaged(deps.paths.keyFile, 'the key file is damaged')
  if (survey.keyIds.size > 0) throw noKey(deps)
  return { ...nothing, officeId, head: record?.head ?? null }
}

function noKey({ paths }: KeyDeps): OpenFailure {
  return new OpenFailure({ code: 'no-key', details: { file: paths.keyFile } })
}
