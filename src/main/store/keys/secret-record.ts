import { hash } from 'node:crypto'
import { z } from 'zod'
import type { DataKey, Keys } from '../../app/ports/keys.ts'
import type { Secrets } from '../../app/ports/secrets.ts'
import type { KnownFrame } from '../journal/load.ts'
import { hexOf, sameBytes } from './key-ring.ts'

const Hex = (octets: number) => z.string().regex(new RegExp(`^[0-9a-f]{${octets * 2}}$`))
const Whole = z.int().min(0)

/** More than any office has had. */
const keys_max = 64

const Record = z.strictObject({
  format: z.literal(1),
  /** Id of the key that new files are under; null where this computer keeps no key. */
  current: Hex(16).nullable(),
  plainUpTo: Whole,
  keys: z.array(z.strictObject({ bytes: Hex(32), createdAt: Whole })).max(keys_max),
  head: z.strictObject({ segment: Whole, sequence: Whole, tag: Hex(16) }).nullable(),
})

/** How far this computer knows an office's journal to reach. */
export interface Head extends KnownFrame {
  readonly segment: number
}

/** What this computer keeps of an office, outside its folder. */
export interface SecretRecord {
  /** The key of new files; null where a person types the passphrase each time. */
  readonly current: DataKey | null
  readonly keys: readonly DataKey[]
  readonly plainUpTo: number
  readonly head: Head | null
}

/** What is kept of an office; null where nothing is, or nothing that can be read. */
export async function readSecretRecord(
  secrets: Secrets,
  keys: Keys,
  officeId: Uint8Array,
): Promise<SecretRecord | null> {
  const bytes = await secrets.read(nameOf(officeId))
  if (bytes === null) return null
  const parsed = Record.safeParse(parseChecked(Buffer.from(bytes).toString('utf8')))
  if (!parsed.success) return null
  const { current, plainUpTo, head } = parsed.data
  const kept = parsed.data.keys.map((key) => keys.fromBytes(fromHex(key.bytes), key.createdAt))
  return {
    keys: kept,
    current: kept.find((key) => hexOf(key.id) === current) ?? null,
    plainUpTo,
    head: head === null ? null : { ...head, tag: fromHex(head.tag) },
  }
}

/** Where the records of this computer lie, and what makes keys of what they hold. */
export interface Keeping {
  readonly secrets: Secrets
  readonly keys: Keys
}

/**
 * Keeps `record`. Keys that were kept before stay beside its own: another folder of the same office, what was kept aside
 * by a restore, or a copy without a passphrase may be under one that nothing else has. Of too many the oldest go.
 */
export async function writeSecretRecord(
  { secrets, keys }: Keeping,
  officeId: Uint8Array,
  record: SecretRecord,
): Promise<void> {
  const before = await readSecretRecord(secrets, keys, officeId)
  const current = record.current ?? before?.current ?? null
  const text = JSON.stringify({
    format: 1,
    current: current === null ? null : hexOf(current.id),
    plainUpTo: record.plainUpTo,
    keys: withOlder(record.keys, before?.keys ?? []).map(({ bytes, createdAt }) => ({
      bytes: hexOf(bytes),
      createdAt,
    })),
    head: record.head && headEntry(record.head),
  } satisfies z.input<typeof Record>)
  await secrets.write(nameOf(officeId), Buffer.from(`${text}\n${hash('sha256', text)}\n`))
}

function withOlder(own: readonly DataKey[], before: readonly DataKey[]): DataKey[] {
  const others = before.filter((one) => !own.some((key) => sameBytes(key.id, one.id)))
  others.sort((left, right) => right.createdAt - left.createdAt)
  return [...own, ...others].slice(0, keys_max)
}

function headEntry({ segment, sequence, tag }: Head) {
  return { segment, sequence, tag: hexOf(tag) }
}

function parseChecked(file: string): unknown {
  const [text = '', check] = file.split('\n')
  if (hash('sha256', text) !== check) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function nameOf(officeId: Uint8Array): string {
  return hexOf(officeId)
}

function fromHex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'hex'))
}
