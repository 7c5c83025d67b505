import { hash } from 'node:crypto'
import { z } from 'zod'
import type { DataKey, Keys } from '../../app/ports/keys.ts'
import type { Secrets } from '../../app/ports/secrets.ts'
import type { KnownFrame } from '../journal/load.ts'
import { hexOf } from './key-ring.ts'

const Hex = (octets: number) => z.string().regex(new RegExp(`^[0-9a-f]{${octets * 2}}$`))
const Whole = z.int().min(0)

const Record = z.strictObject({
  format: z.literal(1),
  /** Id of the key that new files are under; null where this computer keeps no key. */
  current: Hex(16).nullable(),
  plainUpTo: Whole,
  keys: z.array(z.strictObject({ bytes: Hex(32), createdAt: Whole })).max(64),
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

export async function writeSecretRecord(
  secrets: Secrets,
  officeId: Uint8Array,
  record: SecretRecord,
): Promise<void> {
  const text = JSON.stringify({
    format: 1,
    current: record.current === null ? null : hexOf(record.current.id),
    plainUpTo: record.plainUpTo,
    keys: record.keys.map(({ bytes, createdAt }) => ({ bytes: hexOf(bytes), createdAt })),
    head: record.head && headEntry(record.head),
  } satisfies z.input<typeof Record>)
  await secrets.write(nameOf(officeId), Buffer.from(`${text}\n${hash('sha256', text)}\n`))
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
