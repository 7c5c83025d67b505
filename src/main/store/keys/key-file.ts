import { createHmac, hash, hkdfSync } from 'node:crypto'
import { z } from 'zod'
import type { Files } from '../../app/ports/files.ts'
import type { DataKey, PassphraseWrap } from '../../app/ports/keys.ts'
import { hexOf } from './key-ring.ts'

/** Octets: 64 keys with their wraps take less than half of it. A larger file is not read into memory. */
const size_max = 64 * 1024

const Hex = (octets: number) => z.string().regex(new RegExp(`^[0-9a-f]{${octets * 2}}$`))
const Whole = z.int().min(0)

const WrapEntry = z.strictObject({
  setAt: Whole,
  cost: Whole,
  salt: Hex(16),
  nonce: Hex(12),
  wrapped: Hex(48),
})

const Body = z.strictObject({
  office: Hex(16),
  current: Hex(16),
  plainUpTo: Whole,
  passphraseLost: z.boolean(),
  keys: z
    .array(z.strictObject({ id: Hex(16), createdAt: Whole, wrap: WrapEntry.nullable() }))
    .min(1)
    .max(64),
})

const Outer = z.strictObject({ format: z.literal(1), body: z.string(), check: Hex(32), seal: Hex(32) })

/** A data key as the key file names it. */
export interface KeyEntry {
  /** Lower-case hex. */
  readonly id: string
  readonly createdAt: number
  /** Null before the first passphrase, and after the wraps were lost. */
  readonly wrap: PassphraseWrap | null
}

/** What `office.keys` says. */
export interface KeyFile {
  readonly officeId: Uint8Array
  /** Id of the key that new files are under. */
  readonly current: string
  /** Files up to this number may be plain; 0 = none. */
  readonly plainUpTo: number
  readonly passphraseLost: boolean
  readonly keys: readonly KeyEntry[]
}

export type KeyFileReading =
  | { readonly kind: 'none' }
  | { readonly kind: 'damaged' }
  | { readonly kind: 'good'; readonly file: KeyFile; readonly isSealedBy: (current: DataKey) => boolean }

/** The octets of a key file. Its seal shows, to whoever has the current key, that nobody else changed it. */
export function encodeKeyFile(file: KeyFile, current: DataKey): Buffer {
  const body = JSON.stringify({
    office: hexOf(file.officeId),
    current: file.current,
    plainUpTo: file.plainUpTo,
    passphraseLost: file.passphraseLost,
    keys: file.keys.map(({ id, createdAt, wrap }) => ({ id, createdAt, wrap: wrap && wrapEntry(wrap) })),
  })
  const outer = { format: 1, body, check: hash('sha256', body), seal: sealOf(body, current) }
  return Buffer.from(`${JSON.stringify(outer, null, 1)}\n`)
}

/** Reads `office.keys`. Rejects with `FileError` only. */
export async function readKeyFile(files: Files, path: string): Promise<KeyFileReading> {
  if (!(await files.exists(path))) return { kind: 'none' }
  if ((await files.size(path)) > size_max) return { kind: 'damaged' }
  return decodeKeyFile(await files.read(path))
}

export function decodeKeyFile(bytes: Uint8Array): KeyFileReading {
  const outer = Outer.safeParse(parseJson(Buffer.from(bytes).toString('utf8')))
  if (!outer.success || hash('sha256', outer.data.body) !== outer.data.check) return { kind: 'damaged' }
  const parsed = Body.safeParse(parseJson(outer.data.body))
  if (!parsed.success) return { kind: 'damaged' }
  const { office, keys, ...rest } = parsed.data
  const file: KeyFile = {
    ...rest,
    officeId: new Uint8Array(Buffer.from(office, 'hex')),
    keys: keys.map(({ id, createdAt, wrap }) => ({
      id,
      createdAt,
      wrap: wrap && { keyId: id, keyCreatedAt: createdAt, ...wrap },
    })),
  }
  const { body, seal } = outer.data
  return { kind: 'good', file, isSealedBy: (current) => sealOf(body, current) === seal }
}

function wrapEntry({ keyId: _id, keyCreatedAt: _at, ...entry }: PassphraseWrap): z.output<typeof WrapEntry> {
  return entry
}

function sealOf(body: string, current: DataKey): string {
  const key = new Uint8Array(hkdfSync('sha256', current.bytes, new Uint8Array(), 'kvitok key file', 32))
  return createHmac('sha256', key).update(body).digest('hex')
}

/** Undefined where the text is no JSON: then it has no shape either. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
