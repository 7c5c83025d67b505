import { createDecipheriv, createHash, createHmac, hkdfSync, scryptSync } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database, SqlJsStatic } from 'sql.js'
import { Payload, play } from './stranger-payload.ts'

// A reader written from docs/store.md alone: nothing of the program's own code takes part in it.

const mebi = 1024 * 1024
const none = Buffer.alloc(0)
const sha256 = (...parts: Buffer[]): Buffer => createHash('sha256').update(Buffer.concat(parts)).digest()
const hkdf = (key: Buffer, salt: Buffer, info: Buffer | string, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', key, salt, info, length))

function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(what)
}

function number(value: bigint | number, octets: number): Buffer {
  const bytes = Buffer.alloc(octets)
  for (let at = 0, rest = BigInt(value); at < octets; at += 1, rest >>= 8n) bytes[at] = Number(rest & 255n)
  return bytes
}

function decrypt(key: Buffer, nonce: Buffer, aad: Buffer, sealed: Buffer): Buffer {
  const cipher = createDecipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(aad)
  cipher.setAuthTag(sealed.subarray(-16))
  return Buffer.concat([cipher.update(sealed.subarray(0, -16)), cipher.final()])
}

interface Wrap {
  cost: number
  salt: Buffer
  nonce: Buffer
  wrapped: Buffer
}

function unwrap(wrap: Wrap, passphrase: string, office: Buffer, id: Buffer): Buffer {
  const secret = Buffer.from(passphrase.normalize('NFC'))
  const options = { N: wrap.cost, r: 8, p: 1, maxmem: 256 * mebi }
  const wrapping = scryptSync(secret, wrap.salt, 32, options)
  const key = decrypt(wrapping, wrap.nonce, Buffer.concat([office, id]), wrap.wrapped)
  check(hkdf(key, none, 'kvitok key id', 16).equals(id), 'another key')
  return key
}

type Keys = Map<string, Buffer>

/** Every data key that the key file wraps. */
function openKeyFile(path: string, passphrase: string): Keys {
  const { format, body, check: sum, seal } = JSON.parse(readFileSync(path, 'utf8'))
  check(format === 1 && sha256(Buffer.from(body)).toString('hex') === sum, 'a damaged key file')
  const { office, current, keys } = JSON.parse(body)
  const opened: Keys = new Map()
  for (const { id, wrap } of keys) {
    const [salt, nonce, wrapped] = [wrap.salt, wrap.nonce, wrap.wrapped].map((hex) => Buffer.from(hex, 'hex'))
    if (salt === undefined || nonce === undefined || wrapped === undefined) throw new Error('no wrap')
    const given = { cost: wrap.cost, salt, nonce, wrapped }
    opened.set(id, unwrap(given, passphrase, Buffer.from(office, 'hex'), Buffer.from(id, 'hex')))
  }
  const sealKey = hkdf(opened.get(current) ?? none, none, 'kvitok key file', 32)
  check(createHmac('sha256', sealKey).update(body).digest('hex') === seal, 'a forged key file')
  return opened
}

/** The key of one file; null where it is plain. */
function fileKey(file: Buffer, magic: string, keys: Keys): Buffer | null {
  check(file.toString('latin1', 0, 8) === magic && file.readUInt16LE(8) === 1, 'another kind of file')
  check(sha256(file.subarray(0, 480)).equals(file.subarray(480, 512)), 'a damaged header')
  if (file[10] === 0) return null
  const key = keys.get(file.toString('hex', 88, 104))
  if (key === undefined) throw new Error('no key')
  const info = Buffer.concat([Buffer.from('kvitok file'), file.subarray(0, 480)])
  return hkdf(key, file.subarray(104, 136), info, 32)
}

function* pieces(sealed: Buffer): Generator<[number, Buffer]> {
  for (let at = 0, index = 0; at < sealed.length; at += mebi + 16, index += 1) {
    yield [index, sealed.subarray(at, at + mebi + 16)]
  }
}

/** The database in a snapshot or copy. */
function readSnapshot(file: Buffer, keys: Keys): Buffer {
  const key = fileKey(file, 'KVITOKS\n', keys)
  const chunks: Buffer[] = []
  for (const [index, chunk] of pieces(file.subarray(512))) {
    const place = Buffer.concat([file.subarray(0, 512), number(index, 8)])
    if (key !== null) {
      chunks.push(decrypt(key, number(index, 12), place, chunk))
      continue
    }
    check(
      sha256(place, chunk.subarray(0, -16)).subarray(0, 16).equals(chunk.subarray(-16)),
      'a damaged chunk',
    )
    chunks.push(chunk.subarray(0, -16))
  }
  return Buffer.concat(chunks)
}

/** A copy and the passphrase of its day, on any machine. */
export function readCopy(sql: SqlJsStatic, path: string, passphrase: string): Database {
  const file = readFileSync(path)
  check(file[136] === 1, 'no wrap in its header')
  const wrap = {
    salt: file.subarray(144, 160),
    nonce: file.subarray(160, 172),
    wrapped: file.subarray(176, 224),
  }
  const id = file.subarray(88, 104)
  const key = unwrap({ cost: 2 ** (file[137] ?? 0), ...wrap }, passphrase, file.subarray(16, 32), id)
  return new sql.Database(readSnapshot(file, new Map([[id.toString('hex'), key]])))
}

/** The whole office: its newest snapshot, and the segments after it. */
export function readOffice(sql: SqlJsStatic, folder: string, passphrase: string | null): Database {
  const keys: Keys = passphrase === null ? new Map() : openKeyFile(join(folder, 'office.keys'), passphrase)
  const newest = readdirSync(join(folder, 'snapshots')).sort().at(-1)
  const snapshot = newest === undefined ? null : readFileSync(join(folder, 'snapshots', newest))
  const db = new sql.Database(snapshot === null ? null : readSnapshot(snapshot, keys))
  let tag: Buffer = snapshot?.subarray(72, 88) ?? Buffer.alloc(16)
  const from = Number.parseInt(newest ?? '0', 10)
  for (const name of readdirSync(join(folder, 'journal')).sort()) {
    if (Number.parseInt(name, 10) > from) {
      tag = readSegment(db, readFileSync(join(folder, 'journal', name)), keys, tag)
    }
  }
  return db
}

function readSegment(db: Database, file: Buffer, keys: Keys, previous: Buffer): Buffer {
  const key = fileKey(file, 'KVITOKJ\n', keys)
  check(file.subarray(72, 88).equals(previous), 'not the next segment')
  const dictionary: string[] = []
  let tag = previous
  for (let at = 512; file.toString('latin1', at, at + 4) === 'KVFR'; ) {
    const end = at + 48 + file.readUInt32LE(at + 4)
    const place = Buffer.concat([file.subarray(16, 40), file.subarray(at, at + 48)])
    check(file.subarray(at + 32, at + 48).equals(tag), 'not the next frame')
    tag = file.subarray(end, end + 16)
    const payload = file.subarray(at + 48, end)
    check(sha256(place, payload).subarray(0, 16).equals(tag), 'a damaged frame')
    play(
      db,
      new Payload(key === null ? payload : openFrame(key, file.readUInt32LE(at + 28), place, payload)),
      dictionary,
    )
    at = end + 16
  }
  return tag
}

function openFrame(key: Buffer, nonce: number, place: Buffer, payload: Buffer): Buffer {
  const plain = [...pieces(payload)].map(([index, piece]) =>
    decrypt(key, number(nonce + index, 12), Buffer.concat([place, number(index, 4)]), piece),
  )
  return Buffer.concat(plain)
}
