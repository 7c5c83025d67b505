import { createHmac, hkdfSync } from 'node:crypto'
import { join } from 'node:path'
import { z } from 'zod'
import type { Files } from '../../app/ports/files.ts'
import type { DataKey, Keys } from '../../app/ports/keys.ts'
import type { Secrets } from '../../app/ports/secrets.ts'
import { hexOf } from '../keys/key-ring.ts'
import { readSecretRecord, type SecretRecord, writeSecretRecord } from '../keys/secret-record.ts'
import { damaged } from '../open-problem.ts'
import type { StagedOffice } from './stage-office.ts'

export interface PlaceDeps {
  readonly files: Files
  readonly keys: Keys
  readonly secrets: Secrets
  /** Removes a folder with all that is in it; none is no error. */
  readonly removeTree: (folder: string) => Promise<void>
}

const Hex = (octets: number) => z.string().regex(new RegExp(`^[0-9a-f]{${octets * 2}}$`))

/** What is left to do of a restore; once it is written there is no way back but forward. */
const Decision = z.strictObject({
  format: z.literal(1),
  /** Name of the folder, inside the office's, that takes the files from before. */
  kept: z.string().regex(/^kept-\d{8}-\d{6}$/),
  office: Hex(16),
  /** Id of the new data key, null in an office that is not encrypted. */
  key: Hex(16).nullable(),
  head: z.strictObject({ segment: z.int().min(1), sequence: z.int().min(0), tag: Hex(16) }),
  /** HMAC-SHA256 of the rest under the new data key: nobody else decided it. Null where there is no key. */
  seal: Hex(32).nullable(),
})

type Decision = z.output<typeof Decision>

const parts = ['snapshots', 'journal', 'office.keys'] as const

/** The new office's files are made here, inside the office's folder: a rename brings them to their place. */
export function stagingFolder(folder: string): string {
  return join(folder, 'restoring')
}

function decisionFile(folder: string): string {
  return join(folder, 'restore.json')
}

/**
 * Puts a staged office in the place of the one that is there, whose files move to `kept-YYYYMMDD-HHMMSS` (UTC). A crash
 * leaves the old one whole, or the new one to be finished by `finishRestore`.
 */
export async function takePlace(
  deps: PlaceDeps,
  folder: string,
  office: StagedOffice,
  at: number,
): Promise<void> {
  if (office.key !== null) await rememberKey(deps, office.officeId, office.key)
  const { segment, sequence, tag } = office.head
  const decided: Omit<Decision, 'seal'> = {
    format: 1,
    kept: `kept-${stampOf(at)}`,
    office: hexOf(office.officeId),
    key: office.key === null ? null : hexOf(office.key.id),
    head: { segment, sequence, tag: hexOf(tag) },
  }
  const decision = { ...decided, seal: office.key === null ? null : sealOf(decided, office.key) }
  await deps.files.writeAtomic(decisionFile(folder), [Buffer.from(`${JSON.stringify(decision)}\n`)])
  await carryOut(deps, folder, decision)
}

/** Whether a restore was begun in the folder and neither ended nor taken back. */
export async function isUnfinished(files: Files, folder: string): Promise<boolean> {
  return (await files.exists(decisionFile(folder))) || (await files.exists(stagingFolder(folder)))
}

/** Ends what a crash interrupted: a restore that was decided is carried out, one that was not leaves no trace. */
export async function finishRestore(deps: PlaceDeps, folder: string): Promise<'done' | 'undone'> {
  const { files } = deps
  if (await files.exists(decisionFile(folder))) {
    await carryOut(deps, folder, await readDecision(deps, decisionFile(folder)))
    return 'done'
  }
  await deps.removeTree(stagingFolder(folder))
  return 'undone'
}

/** Each step may have been done before. */
async function carryOut(deps: PlaceDeps, folder: string, decision: Decision): Promise<void> {
  const { files } = deps
  const kept = join(folder, decision.kept)
  for (const part of parts) {
    const staged = join(stagingFolder(folder), part)
    const own = join(folder, part)
    // What was staged and is not there any more has taken its place already.
    const isNew = !(await files.exists(staged)) && (part !== 'office.keys' || decision.key !== null)
    if (isNew) continue
    if (await files.exists(own)) {
      await files.makeFolder(kept)
      await files.rename(own, join(kept, part))
    }
    if (await files.exists(staged)) await files.rename(staged, own)
  }
  await rememberHead(deps, decision)
  await deps.removeTree(stagingFolder(folder))
  await files.remove(decisionFile(folder))
}

/** Beside the keys this computer has of the office already: until the decision those are the ones that open it. */
async function rememberKey(deps: PlaceDeps, officeId: Uint8Array, key: DataKey): Promise<void> {
  const record = await readSecretRecord(deps.secrets, deps.keys, officeId)
  await writeSecretRecord(deps, officeId, {
    current: record?.current ?? null,
    keys: [...(record?.keys ?? []), key],
    plainUpTo: record?.plainUpTo ?? 0,
    head: record?.head ?? null,
  })
}

/** From now on this computer knows the journal to end where the restored one does. */
async function rememberHead(deps: PlaceDeps, decision: Decision): Promise<void> {
  if (decision.key === null) return
  const officeId = fromHex(decision.office)
  const record = await readSecretRecord(deps.secrets, deps.keys, officeId)
  const current = keyOf(decision, record)
  // Done before: the office may have gone on since.
  if (current !== null && record?.current === current) return
  const { segment, sequence, tag } = decision.head
  await writeSecretRecord(deps, officeId, {
    current,
    keys: current === null ? [] : [current],
    plainUpTo: 0,
    head: { segment, sequence, tag: fromHex(tag) },
  })
}

/** A decision moves files and says how far the journal goes: one that this computer did not make is not believed. */
async function readDecision({ files, secrets, keys }: PlaceDeps, path: string): Promise<Decision> {
  const parsed = Decision.safeParse(parseJson(Buffer.from(await files.read(path)).toString('utf8')))
  if (!parsed.success) throw damaged(path, 'it does not say what to do')
  const decision = parsed.data
  if (decision.key === null) return decision
  const record = await readSecretRecord(secrets, keys, fromHex(decision.office))
  // On a computer that keeps nothing of the office there is nothing to lose by it.
  if (record === null) return decision
  const key = keyOf(decision, record)
  if (key === null || sealOf(decision, key) !== decision.seal) {
    throw damaged(path, 'it was not decided on this computer')
  }
  return decision
}

function keyOf({ key: id }: Decision, record: SecretRecord | null): DataKey | null {
  return record?.keys.find((key) => hexOf(key.id) === id) ?? null
}

function sealOf({ format, kept, office, key: id, head }: Omit<Decision, 'seal'>, key: DataKey): string {
  const text = JSON.stringify([format, kept, office, id, head.segment, head.sequence, head.tag])
  const own = new Uint8Array(hkdfSync('sha256', key.bytes, new Uint8Array(), 'kvitok restore', 32))
  return createHmac('sha256', own).update(text).digest('hex')
}

/** Undefined where the text is no JSON: then it has no shape either. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function fromHex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'hex'))
}

/** `YYYYMMDD-HHMMSS` in UTC. */
function stampOf(at: number): string {
  const [day = '', time = ''] = new Date(at).toISOString().split('T')
  return `${day.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}`
}
