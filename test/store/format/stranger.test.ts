import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database, SqlValue } from 'sql.js'
import { expect, test } from 'vitest'
import { loadEngine, plain, reopen } from '../../fakes/office-store.ts'
import { smallSchema } from '../small-schema.ts'

// A reader written from docs/store.md alone: nothing of the store's own code takes part in it.

class Payload {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  get more(): boolean {
    return this.#at < this.#bytes.length
  }

  octet(): number {
    this.#at += 1
    return this.#bytes.readUInt8(this.#at - 1)
  }

  varint(): number {
    let value = 0n
    for (let shift = 0n; ; shift += 7n) {
      const octet = BigInt(this.octet())
      value |= (octet & 0x7fn) << shift
      if (octet < 0x80n) return Number(value)
    }
  }

  octets(count: number): Buffer {
    this.#at += count
    return this.#bytes.subarray(this.#at - count, this.#at)
  }

  text(): string {
    return this.octets(this.varint()).toString('utf8')
  }

  value(): SqlValue {
    const kind = this.octet()
    if (kind === 0) return null
    if (kind === 1) return this.varint()
    if (kind === 2) return -1 - this.varint()
    if (kind === 3) return this.octets(8).readDoubleLE()
    return kind === 4 ? this.text() : new Uint8Array(this.octets(this.varint()))
  }
}

function play(db: Database, payload: Payload, dictionary: string[]): void {
  while (payload.more) {
    const step = payload.octet()
    if (step === 1) dictionary.push(payload.text())
    if (step === 4) {
      const schema = payload.varint()
      db.run(payload.text())
      db.run(`PRAGMA user_version = ${schema}`)
    }
    if (step === 2) {
      const sql = dictionary[payload.varint()] ?? ''
      const rows = payload.varint()
      const values = Array.from({ length: payload.varint() }, () => payload.value())
      db.run(sql, values)
      expect(db.getRowsModified()).toBe(rows)
    }
  }
}

function readSegment(db: Database, file: Buffer, previous: Buffer): Buffer {
  expect(file.toString('latin1', 0, 8)).toBe('KVITOKJ\n')
  expect(createHash('sha256').update(file.subarray(0, 480)).digest()).toEqual(file.subarray(480, 512))
  expect(file.subarray(72, 88)).toEqual(previous)
  const dictionary: string[] = []
  let tag = previous
  for (let at = 512; file.toString('latin1', at, at + 4) === 'KVFR'; ) {
    const end = at + 48 + file.readUInt32LE(at + 4)
    const context = Buffer.concat([file.subarray(16, 32), file.subarray(32, 40)])
    expect(file.subarray(at + 32, at + 48)).toEqual(tag)
    tag = file.subarray(end, end + 16)
    expect(
      createHash('sha256').update(context).update(file.subarray(at, end)).digest().subarray(0, 16),
    ).toEqual(tag)
    play(db, new Payload(file.subarray(at + 48, end)), dictionary)
    at = end + 16
  }
  return tag
}

test('a stranger with the page about the format reads the whole office', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kvitok-stranger-'))
  const { store } = await reopen(folder, { migrations: smallSchema, limits: { segment: 2048 } })
  const contents = [null, 0, -1, 0.5, 2 ** 40, 'Ёлкина', 'я'.repeat(300), new Uint8Array([0, 255])]
  for (const [id, content] of contents.entries()) {
    await store.write((tx) => tx.run(plain('INSERT INTO draft (id, any) VALUES (?, ?)', id + 1, content)))
  }
  await store.close()
  const db = new (await loadEngine()).Database()
  let tag: Buffer = Buffer.alloc(16)
  const names = await readdir(join(folder, 'journal'))
  for (const name of names) tag = readSegment(db, await readFile(join(folder, 'journal', name)), tag)
  expect(names.length).toBeGreaterThan(1)
  expect(db.exec('SELECT any FROM draft ORDER BY id')[0]?.values.flat()).toEqual(contents)
  db.close()
  await rm(folder, { recursive: true })
})
