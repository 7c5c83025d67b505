import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../../src/main/app/ports/sql.ts'
import { ReadOnlyStore } from '../../src/main/app/ports/store.ts'
import { salvage } from '../../src/main/store/salvage.ts'
import { reopen, storeDeps } from '../fakes/office-store.ts'
import { flip, keysIn, makeOffice, open, outcome, withKeys, write } from './keys/kit.ts'

let folder: string

beforeEach(async () => {
  folder = (await makeOffice()).folder
})

afterEach(async () => {
  await rm(folder, { recursive: true })
})

/** Every file of the folder, by name. */
async function contents(path = folder): Promise<Map<string, string>> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return new Map(
    await Promise.all(files.map(async (name) => [name, (await readFile(name)).toString('base64')] as const)),
  )
}

const look = () => open(folder, { mode: 'read-only' })

describe('an office opened only to be looked at', () => {
  test('shows everything where nothing is wrong, and its folder is not touched', async () => {
    const before = await contents()
    const opened = await look()
    if (!opened.ok) throw new Error(opened.problem.code)
    expect(keysIn(opened.store)).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
    expect(opened.readOnly?.problem).toBeNull()
    expect(await contents()).toEqual(before)
    await opened.store.close()
    expect(await contents()).toEqual(before)
  })

  test('shows what stands before the damage and says where that ends', async () => {
    await flip(folder, 'journal/00000003.kvj', 600)
    const before = await contents()
    expect(await outcome(folder)).toBe('damaged')
    const opened = await look()
    if (!opened.ok) throw new Error(opened.problem.code)
    expect(keysIn(opened.store)).toEqual(['a', 'b', 'c'])
    expect(opened.readOnly).toMatchObject({
      problem: { code: 'damaged', details: { file: join(folder, 'journal', '00000003.kvj') } },
    })
    expect(opened.readOnly?.at).toBeTypeOf('number')
    await opened.store.close()
    expect(await contents()).toEqual(before)
  })

  test('refuses to write, and does nothing', async () => {
    const opened = await look()
    if (!opened.ok) throw new Error(opened.problem.code)
    const { store, maintenance } = opened
    const setting = sql.insertInto('setting').values({ key: 'x', value: 'x' })
    await expect(store.write((tx) => tx.run(setting))).rejects.toBeInstanceOf(ReadOnlyStore)
    await expect(maintenance.snapshot()).rejects.toBeInstanceOf(ReadOnlyStore)
    await expect(maintenance.keys.setPassphrase('другая фраза')).rejects.toBeInstanceOf(ReadOnlyStore)
    expect(keysIn(store)).toHaveLength(6)
    await store.close()
  })

  test('is refused while somebody works in it, and nobody can begin to while it is looked at', async () => {
    const { store } = await reopen(folder, withKeys(folder))
    expect(await look()).toMatchObject({ problem: { code: 'locked' } })
    await store.close()
    const opened = await look()
    expect(opened.ok).toBe(true)
    expect(await outcome(folder)).toBe('locked')
    if (opened.ok) await opened.store.close()
    expect(await outcome(folder)).toHaveLength(6)
  })

  test('is refused while the lock of another computer lies in the folder', async () => {
    const lock = JSON.stringify({ host: 'another', pid: 1, since: Date.UTC(2026, 10, 22) })
    await writeFile(join(folder, 'office.lock'), lock)
    expect(await look()).toMatchObject({
      problem: { code: 'locked', details: { holder: { host: 'another' } } },
    })
  })

  test('still wants its passphrase on another computer', async () => {
    await rm(join(folder, 'this-computer'), { recursive: true })
    expect(await look()).toMatchObject({ problem: { code: 'passphrase' } })
  })

  test('is not made where there is none', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'kvitok-empty-'))
    expect(await open(empty, { mode: 'read-only' })).toMatchObject({ problem: { code: 'folder-gone' } })
    expect(await readdir(empty)).toEqual([])
    await rm(empty, { recursive: true })
  })
})

describe('a damaged office that is salvaged', () => {
  const unmarked = (): void => undefined
  const act = () => salvage(storeDeps(folder, withKeys(folder)), unmarked)

  test('goes on from its last good state, and everything that was there is kept', async () => {
    await flip(folder, 'journal/00000003.kvj', 600)
    const before = await contents(join(folder, 'journal'))
    const saved = await act()
    if (!saved.ok) throw new Error(saved.problem.code)
    expect(saved.kept).toMatch(/kept-\d{8}-\d{6}$/)
    const { store } = await reopen(folder, withKeys(folder))
    expect(keysIn(store)).toEqual(['a', 'b', 'c'])
    await write(store, 'new')
    await store.close()
    expect(await outcome(folder)).toEqual(['a', 'b', 'c', 'new'])
    const kept = await contents(join(saved.kept, 'journal'))
    expect([...kept.values()]).toEqual([...before.values()])
    expect(await readdir(saved.kept)).toEqual(['journal', 'office.keys', 'snapshots'])
  })

  test('carries the mark of it from its first opening on', async () => {
    await flip(folder, 'journal/00000003.kvj', 600)
    const mark = { key: 'z-held', value: 'salvage' }
    await salvage(storeDeps(folder, withKeys(folder)), (tx) => tx.run(sql.insertInto('setting').values(mark)))
    expect(await outcome(folder)).toEqual(['a', 'b', 'c', 'z-held'])
  })

  test('gives its new files numbers that none of the old ones had', async () => {
    await flip(folder, 'journal/00000002.kvj', 600)
    await act()
    expect(await readdir(join(folder, 'snapshots'))).toEqual(['00000005.kvs'])
    expect(await readdir(join(folder, 'journal'))).toEqual(['00000006.kvj'])
  })

  test('can be salvaged again wherever a crash interrupted it', async () => {
    await flip(folder, 'journal/00000003.kvj', 600)
    const damaged = await mkdtemp(join(tmpdir(), 'kvitok-damaged-'))
    await cp(folder, damaged, { recursive: true })
    await act()
    // Back to the step between the two renames: the new snapshot beside the old journal, then no journal at all.
    for (const journal of [join(damaged, 'journal'), null]) {
      await rm(join(folder, 'journal'), { recursive: true, force: true })
      if (journal !== null) await cp(journal, join(folder, 'journal'), { recursive: true })
      expect(await outcome(folder, { acceptOlder: true })).toBe('damaged')
      const clock = { now: () => Date.UTC(2027, 0, 1, journal === null ? 1 : 2) }
      const again = await salvage({ ...storeDeps(folder, withKeys(folder)), clock }, unmarked)
      expect(again.ok).toBe(true)
      expect(await outcome(folder)).toEqual(['a', 'b', 'c'])
    }
    await rm(damaged, { recursive: true })
  })

  test('is refused while somebody has it open', async () => {
    const { store } = await reopen(folder, withKeys(folder))
    expect(await act()).toMatchObject({ ok: false, problem: { code: 'locked' } })
    await store.close()
  })

  test('with nothing good in it stays as it is', async () => {
    const before = await readdir(join(folder, 'journal'))
    await flip(folder, 'journal/00000001.kvj', 20)
    expect(await act()).toMatchObject({ ok: false, problem: { code: 'damaged' } })
    expect(await readdir(join(folder, 'journal'))).toEqual(before)
  })
})
