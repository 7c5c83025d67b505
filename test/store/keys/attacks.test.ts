import { createHash } from 'node:crypto'
import { cp, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { encrypted, reopen } from '../../fakes/office-store.ts'
import { smallSchema } from '../small-schema.ts'
import { flip, type Made, makeOffice, open, outcome, passphrase, withKeys, write } from './kit.ts'

const all = ['a', 'b', 'c', 'd', 'e', 'f']
let made: Made
let whole: Made
let folder: string
const folders: string[] = []

beforeAll(async () => {
  made = await makeOffice()
  whole = await makeOffice({ snapshots: true })
})

afterAll(async () => {
  for (const { folder: path } of [made, whole]) await rm(path, { recursive: true })
})

beforeEach(async () => {
  folder = await copyOf(made)
})

afterEach(async () => {
  for (const path of folders.splice(0)) await rm(path, { recursive: true })
})

async function copyOf(office: Made): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'kvitok-attack-'))
  folders.push(path)
  await cp(office.folder, path, { recursive: true })
  return path
}

/** An attacker who knows the format mends the tags that need no key: frame after frame, as an honest writer would. */
function mendTags(file: Buffer): Buffer {
  const bytes = Buffer.from(file)
  let previous: Buffer = bytes.subarray(72, 88)
  for (let at = 512; bytes.toString('latin1', at, at + 4) === 'KVFR'; ) {
    const end = at + 48 + bytes.readUInt32LE(at + 4)
    previous.copy(bytes, at + 32)
    const digest = createHash('sha256')
      .update(bytes.subarray(16, 40))
      .update(bytes.subarray(at, end))
      .digest()
    digest.copy(bytes, end, 0, 16)
    previous = bytes.subarray(end, end + 16)
    at = end + 16
  }
  return bytes
}

function mendHeader(file: Buffer): Buffer {
  const bytes = Buffer.from(file)
  createHash('sha256').update(bytes.subarray(0, 480)).digest().copy(bytes, 480)
  return bytes
}

/** Offsets of a segment's frames, and of its end. */
function framesOf(file: Buffer): number[] {
  const offsets = [512]
  for (let at = 512; file.toString('latin1', at, at + 4) === 'KVFR'; ) {
    at += 48 + file.readUInt32LE(at + 4) + 16
    offsets.push(at)
  }
  return offsets
}

async function change(name: string, how: (bytes: Buffer) => Buffer): Promise<void> {
  const path = join(folder, name)
  await writeFile(path, how(await readFile(path)))
}

const [first = '', second = '', third = '', last = ''] = [1, 2, 3, 4].map((n) => `journal/0000000${n}.kvj`)

describe('whoever changes a segment and mends every tag that needs no key', () => {
  test('is noticed at any octet of its header', async () => {
    for (let offset = 0; offset < 480; offset += 7) {
      const fresh = await copyOf(made)
      folder = fresh
      await change(second, (bytes) => {
        bytes[offset] = (bytes[offset] ?? 0) ^ 1
        return mendHeader(bytes)
      })
      // The first octets say what the file is, and which program may read it.
      expect(['damaged', 'newer-schema'], `octet ${offset}`).toContain(await outcome(folder))
    }
  })

  test('is noticed at any octet of a frame, in the last segment too, which nothing follows', async () => {
    const original = await readFile(join(folder, last))
    const [from = 0, to = 0] = framesOf(original)
    // Offsets of the two tags that mending makes right again are left out.
    const places = Array.from({ length: to - from - 16 }, (_, at) => at).filter((at) => at < 32 || at >= 48)
    for (const place of places.filter((at) => at < 32 || at % 11 === 0)) {
      const bytes = Buffer.from(original)
      bytes[from + place] = (bytes[from + place] ?? 0) ^ 4
      await writeFile(join(folder, last), place < 8 ? bytes : mendTags(bytes))
      expect(await outcome(folder, { acceptOlder: true }), `octet ${place}`).toBe('damaged')
    }
  })

  test('cannot swap two frames', async () => {
    await change(first, (bytes) => {
      const [, start = 0, middle = 0, end = 0] = framesOf(bytes)
      return mendTags(
        Buffer.concat([
          bytes.subarray(0, start),
          bytes.subarray(middle, end),
          bytes.subarray(start, middle),
          bytes.subarray(end),
        ]),
      )
    })
    expect(await outcome(folder)).toBe('damaged')
  })

  test('cannot leave a frame out, nor forge the seal that ends a shorter segment', async () => {
    await change(last, (bytes) => {
      const offsets = framesOf(bytes)
      const [seal = 0, end = 0] = offsets.slice(-2)
      const [payment = 0] = offsets.slice(-3)
      return mendTags(Buffer.concat([bytes.subarray(0, payment), bytes.subarray(seal, end)]))
    })
    expect(await outcome(folder, { acceptOlder: true })).toBe('damaged')
  })

  test('cannot swap two segments, even with their numbers changed', async () => {
    const [two, three] = await Promise.all([second, third].map((name) => readFile(join(folder, name))))
    if (two === undefined || three === undefined) throw new Error('no segments')
    const renumbered = (bytes: Buffer, like: Buffer): Buffer => {
      const other = Buffer.from(bytes)
      like.copy(other, 32, 32, 48)
      like.copy(other, 72, 72, 88)
      return mendTags(mendHeader(other))
    }
    await writeFile(join(folder, second), renumbered(three, two))
    await writeFile(join(folder, third), renumbered(two, three))
    expect(await outcome(folder)).toBe('damaged')
  })
})

describe('a segment that comes from elsewhere', () => {
  test('out of an older copy of the same office is refused', async () => {
    // Two pasts of one office: the same key, the same numbers, another content.
    for (const name of [third, last]) await rm(join(folder, name))
    for (const keys of [['x'], ['y']]) {
      const { store, maintenance } = await reopen(folder, withKeys(folder, { acceptOlder: true }))
      await maintenance.acceptedOlder()
      await write(store, ...keys)
      await store.close()
    }
    expect(await outcome(folder)).toEqual(['a', 'b', 'c', 'x', 'y'])
    await cp(join(made.folder, third), join(folder, third))
    expect(await outcome(folder, { acceptOlder: true })).toBe('damaged')
  })

  test('of another office under the same key is refused', async () => {
    const bytes = await readFile(join(folder, second))
    bytes[16] = (bytes[16] ?? 0) ^ 0xff
    await writeFile(join(folder, second), mendTags(mendHeader(bytes)))
    expect(await outcome(folder)).toBe('damaged')
  })

  test('and is plain is refused, whoever wrote it', async () => {
    const plainFolder = await mkdtemp(join(tmpdir(), 'kvitok-plain-'))
    folders.push(plainFolder)
    const { store } = await reopen(plainFolder, { migrations: smallSchema, protection: { kind: 'plain' } })
    await write(store, 'forged')
    await store.close()
    const forged = await readFile(join(plainFolder, first))
    const honest = await readFile(join(folder, last))
    honest.copy(forged, 16, 16, 56)
    honest.copy(forged, 72, 72, 88)
    await writeFile(join(folder, last), mendTags(mendHeader(forged)))
    const refused = await open(folder, { acceptOlder: true })
    expect(refused).toMatchObject({
      ok: false,
      problem: { code: 'damaged', details: { reason: 'it is plain in an encrypted office' } },
    })
  })
})

describe('a snapshot', () => {
  const newest = (): string => whole.snapshots.at(-1) ?? ''

  beforeEach(async () => {
    folder = await copyOf(whole)
  })

  test('with any octet changed and its header mended is passed over for the one before it', async () => {
    const original = await readFile(join(folder, newest()))
    for (const offset of [10, 16, 33, 41, 60, 90, 110, 140, 300, 512, 700, 5000, original.length - 1]) {
      const bytes = Buffer.from(original)
      bytes[offset] = (bytes[offset] ?? 0) ^ 1
      await writeFile(join(folder, newest()), mendHeader(bytes))
      const fresh = await copyOf({ ...whole, folder })
      expect(await outcome(fresh), `octet ${offset}`).toEqual(all)
    }
  })

  test('that is plain is passed over, and refused where nothing else covers the journal', async () => {
    const plainFolder = await mkdtemp(join(tmpdir(), 'kvitok-plain-'))
    folders.push(plainFolder)
    const forger = await reopen(plainFolder, { migrations: smallSchema, protection: { kind: 'plain' } })
    await write(forger.store, 'forged')
    await forger.maintenance.snapshot()
    await forger.store.close()
    const forged = await readFile(join(plainFolder, 'snapshots/00000001.kvs'))
    const honest = await readFile(join(folder, newest()))
    honest.copy(forged, 16, 16, 56)
    honest.copy(forged, 72, 72, 88)
    const block = mendHeader(forged)
    const chunk = block.subarray(512, block.length - 16)
    const tag = createHash('sha256')
      .update(block.subarray(0, 512))
      .update(Buffer.alloc(8))
      .update(chunk)
      .digest()
    tag.copy(block, block.length - 16, 0, 16)
    for (const name of whole.snapshots) await writeFile(join(folder, name), block)
    expect(await outcome(folder)).toBe('damaged')
    await cp(join(whole.folder, whole.snapshots[0] ?? ''), join(folder, whole.snapshots[0] ?? ''))
    expect(await outcome(folder)).toEqual(all)
  })

  test('cut short, or put in the place of another, is passed over', async () => {
    await truncate(join(folder, newest()), 2000)
    expect(await outcome(folder)).toEqual(all)
    const fresh = await copyOf(whole)
    await cp(join(fresh, whole.snapshots[0] ?? ''), join(fresh, newest()))
    expect(await outcome(fresh)).toEqual(all)
  })
})

test('any octet of the key file changed is noticed, and what this computer keeps goes on', async () => {
  const size = (await readFile(join(folder, 'office.keys'))).length
  for (let offset = 0; offset < size; offset += 23) {
    const fresh = await copyOf(made)
    await flip(fresh, 'office.keys', offset, 2)
    const opened = await open(fresh)
    if (!opened.ok) throw new Error(`octet ${offset}: ${opened.problem.code}`)
    expect(opened.maintenance.keys.state(), `octet ${offset}`).toMatchObject({
      passphraseLost: true,
      passphraseAt: null,
    })
    await opened.store.close()
    await rm(join(fresh, 'this-computer'), { recursive: true })
    expect(await outcome(fresh)).toBe('no-key')
  }
})

test('a key file that allows plain files again, its check mended, is not believed', async () => {
  const path = join(folder, 'office.keys')
  const outer = JSON.parse(await readFile(path, 'utf8'))
  const body = outer.body.replace('"plainUpTo":0', '"plainUpTo":9')
  expect(body).not.toBe(outer.body)
  const check = createHash('sha256').update(body).digest('hex')
  await writeFile(path, JSON.stringify({ ...outer, body, check }))
  const opened = await open(folder)
  if (!opened.ok) throw new Error(opened.problem.code)
  expect(opened.maintenance.ring()?.plainUpTo).toBe(0)
  expect(opened.maintenance.keys.state().passphraseLost).toBe(true)
  await opened.store.close()
  await writeFile(path, JSON.stringify({ ...outer, body, check }))
  await rm(join(folder, 'this-computer'), { recursive: true })
  expect(await outcome(folder, withKeys(folder, { protection: encrypted(folder, passphrase) }))).toBe(
    'damaged',
  )
})

test('a key file that was blown up is damaged and is not read into memory', async () => {
  const path = join(folder, 'office.keys')
  await truncate(path, 40 * 2 ** 30)
  const opened = await open(folder)
  if (!opened.ok) throw new Error(opened.problem.code)
  expect(opened.maintenance.keys.state().passphraseLost).toBe(true)
  await opened.store.close()
})
