import { createHash } from 'node:crypto'
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findSource } from '../../../src/main/store/restore/find-source.ts'
import {
  type Computer,
  copyOf,
  files,
  keysIn,
  newComputer,
  openOn,
  passphrase,
  restoreOn,
  throwAway,
  write,
} from './kit.ts'

let here: Computer
let there: Computer

beforeEach(async () => {
  here = await newComputer()
  there = await newComputer()
})

afterEach(async () => {
  await throwAway(here)
  await throwAway(there)
})

const firstKeys = (count: number): string[] => {
  const keys = Array.from({ length: count }, (_, index) => `k${String(index).padStart(4, '0')}`)
  return [...keys, 'restored']
}

/** An office with a passphrase and some rows, and a copy of the first ten. */
const makeOffice = async (): Promise<string> => {
  const office = await openOn(here, 'office')
  await office.maintenance.keys.setPassphrase(passphrase)
  await write(office, 0, 10)
  const copy = await copyOf(office, here.folder('office'))
  await write(office, 10, 5)
  await office.store.close()
  return copy
}

describe('a copy and its passphrase', () => {
  test('are enough on a computer that never saw the office', async () => {
    const copy = await makeOffice()
    expect(await restoreOn(there, 'new', copy, passphrase)).toBeNull()
    const restored = await openOn(there, 'new')
    expect(keysIn(restored)).toEqual(firstKeys(10))
    await write(restored, 10, 1)
    await restored.store.close()
    const again = await openOn(there, 'new')
    expect(keysIn(again)).toEqual(firstKeys(11))
    await again.store.close()
  })

  test('make an office that opens by the passphrase on a third computer', async () => {
    const copy = await makeOffice()
    await restoreOn(there, 'new', copy, passphrase)
    await cp(there.folder('new'), here.folder('third'), { recursive: true })
    const other = await newComputer()
    await cp(there.folder('new'), other.folder('new'), { recursive: true })
    const opened = await openOn(other, 'new', passphrase)
    expect(keysIn(opened)).toEqual(firstKeys(10))
    await opened.store.close()
    await throwAway(other)
  })

  test('give an office under another data key than the lost computer had', async () => {
    const copy = await makeOffice()
    await restoreOn(there, 'new', copy, passphrase)
    const keyIds = async (folder: string): Promise<string[]> =>
      (await readFile(join(folder, 'office.keys'), 'utf8')).match(/current\\":\\"[0-9a-f]+/g) ?? []
    const [old, fresh] = [await keyIds(here.folder('office')), await keyIds(there.folder('new'))]
    expect(old.length).toBe(1)
    expect(fresh.length).toBe(1)
    expect(fresh).not.toEqual(old)
  })

  test('leave nothing of a restore behind but the office', async () => {
    const copy = await makeOffice()
    await restoreOn(there, 'new', copy, passphrase)
    expect((await readdir(there.folder('new'))).sort()).toEqual(['journal', 'office.keys', 'snapshots'])
  })

  test('that is not the right one is said, and nothing is made', async () => {
    const copy = await makeOffice()
    const problem = await restoreOn(there, 'new', copy, 'совсем другая фраза')
    expect(problem).toEqual({ code: 'passphrase', details: { wrong: true } })
    expect(await restoreOn(there, 'new', copy, null)).toEqual({
      code: 'passphrase',
      details: { wrong: false },
    })
    expect(await readdir(there.folder('new'))).toEqual([])
  })

  test('with one octet changed are refused', async () => {
    const copy = await makeOffice()
    const octets = await readFile(copy)
    octets[900] = (octets[900] ?? 0) ^ 4
    await writeFile(copy, octets)
    expect(await restoreOn(there, 'new', copy, passphrase)).toMatchObject({ code: 'damaged' })
  })

  test('need no passphrase on the computer that has the key', async () => {
    const copy = await makeOffice()
    expect(await restoreOn(here, 'second', copy, null)).toBeNull()
    const restored = await openOn(here, 'second')
    expect(keysIn(restored)).toEqual(firstKeys(10))
    await restored.store.close()
  })
})

test('a copy from before the first passphrase is restored here after the key was replaced, whatever is typed', async () => {
  const office = await openOn(here, 'office')
  await write(office, 0, 3)
  const copy = join(here.root, 'carried-away.kvs')
  await cp(await copyOf(office, here.folder('office')), copy)
  await office.maintenance.keys.setPassphrase(passphrase)
  expect(await office.maintenance.keys.rotate(passphrase)).toBe(true)
  await office.maintenance.renewed()
  await office.store.close()
  expect(await restoreOn(here, 'second', copy, passphrase)).toBeNull()
  const restored = await openOn(here, 'second')
  expect(keysIn(restored)).toEqual(firstKeys(3))
  await restored.store.close()
})

describe('a closed office', () => {
  test('is kept beside the one that was restored over it, and nobody asks about its age', async () => {
    const copy = await makeOffice()
    expect(await restoreOn(here, 'office', copy, passphrase)).toBeNull()
    const restored = await openOn(here, 'office')
    expect(keysIn(restored)).toEqual(firstKeys(10))
    await restored.store.close()
    const kept = (await readdir(here.folder('office'))).find((name) => name.startsWith('kept-')) ?? ''
    expect((await readdir(join(here.folder('office'), kept))).sort()).toEqual([
      'journal',
      'office.keys',
      'snapshots',
    ])
    await cp(join(here.folder('office'), kept), there.folder('old'), { recursive: true })
    const old = await openOn(there, 'old', passphrase)
    expect(keysIn(old).length).toBe(15)
    await old.store.close()
  })

  test('that another process holds is left alone', async () => {
    const copy = await makeOffice()
    const open = await openOn(here, 'office')
    expect(await restoreOn(here, 'office', copy, passphrase)).toMatchObject({ code: 'locked' })
    expect(keysIn(open).length).toBe(15)
    await open.store.close()
  })
})

describe('a mirror and the passphrase', () => {
  test('lose nothing', async () => {
    await makeOffice()
    const problem = await restoreOn(there, 'new', here.folder('office'), passphrase)
    expect(problem).toBeNull()
    const restored = await openOn(there, 'new')
    expect(keysIn(restored)).toEqual(firstKeys(15))
    await restored.store.close()
  })

  test('lose only a write that was cut', async () => {
    await makeOffice()
    const journal = join(here.folder('office'), 'journal')
    const [last] = (await readdir(journal)).slice(-1)
    const octets = await readFile(join(journal, last ?? ''))
    await writeFile(join(journal, last ?? ''), octets.subarray(0, -150))
    expect(await restoreOn(there, 'new', here.folder('office'), passphrase)).toBeNull()
    const restored = await openOn(there, 'new')
    const keys = keysIn(restored)
    expect(keys.length).toBeLessThan(16)
    expect(keys).toEqual(firstKeys(keys.length - 1))
    await restored.store.close()
  })

  test('are refused where an older segment has decayed: a copy may know better', async () => {
    for (const from of [0, 5]) {
      const office = await openOn(here, 'office')
      await office.maintenance.keys.setPassphrase(passphrase)
      await write(office, from, 5)
      await office.store.close()
    }
    const first = join(here.folder('office'), 'journal', '00000001.kvj')
    const octets = await readFile(first)
    octets[octets.length - 3] = (octets[octets.length - 3] ?? 0) ^ 1
    await writeFile(first, octets)
    expect(await restoreOn(there, 'new', here.folder('office'), passphrase)).toMatchObject({
      code: 'damaged',
    })
  })
})

describe('what lies at a path', () => {
  const look = (path: string) => findSource(files, path)

  test('is a copy, a folder of copies, a mirror, or a stick with one of them', async () => {
    const copy = await makeOffice()
    const stick = there.folder('stick')
    const mirror = join(stick, 'kvitok-00112233')
    await cp(here.folder('office'), mirror, { recursive: true })
    expect(await look(copy)).toMatchObject({ ok: true, point: { kind: 'copy', path: copy, encrypted: true } })
    expect(await look(join(mirror, 'copies'))).toMatchObject({ point: { kind: 'copy' } })
    expect(await look(mirror)).toMatchObject({ point: { kind: 'mirror', path: mirror } })
    expect(await look(stick)).toMatchObject({ point: { kind: 'mirror', path: mirror } })
  })

  test('of several copies is the newest whole one', async () => {
    const copy = await makeOffice()
    const folder = join(copy, '..')
    await writeFile(join(folder, 'kvitok-2026-11-23-1800-day.kvs'), 'no copy')
    expect(await look(folder)).toMatchObject({ ok: true, point: { path: copy } })
  })

  test('of several copies is an encrypted one, whatever a plain one beside it says of its age', async () => {
    const copy = await makeOffice()
    const forged = Buffer.from((await readFile(copy)).subarray(0, 512))
    forged[10] = 0
    forged.fill(0, 88, 240)
    forged.writeBigUInt64LE(BigInt(Date.UTC(2030, 0)), 56)
    forged.writeBigUInt64LE(0n, 64)
    createHash('sha256').update(forged.subarray(0, 480)).digest().copy(forged, 480)
    const folder = join(copy, '..')
    await writeFile(join(folder, 'kvitok-2030-01-01-0000-day.kvs'), forged)
    expect(await look(join(folder, 'kvitok-2030-01-01-0000-day.kvs'))).toMatchObject({
      point: { encrypted: false },
    })
    expect(await look(folder)).toMatchObject({ ok: true, point: { path: copy, encrypted: true } })
  })

  test('of several offices is none until one is chosen', async () => {
    await makeOffice()
    const stick = there.folder('stick')
    for (const name of ['kvitok-00112233', 'kvitok-44556677']) {
      await cp(here.folder('office'), join(stick, name), { recursive: true })
    }
    expect(await look(stick)).toEqual({ ok: false, problem: 'several' })
  })

  test('that is nothing of ours is none', async () => {
    await mkdir(there.folder('photos'))
    await writeFile(join(there.folder('photos'), 'a.jpg'), 'photo')
    expect(await look(there.folder('photos'))).toEqual({ ok: false, problem: 'none' })
    expect(await look(there.folder('gone'))).toEqual({ ok: false, problem: 'none' })
    expect(await look(join(there.folder('photos'), 'a.jpg'))).toEqual({ ok: false, problem: 'damaged' })
  })
})
