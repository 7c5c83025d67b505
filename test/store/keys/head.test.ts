import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { reopen } from '../../fakes/office-store.ts'
import { keysIn, makeOffice, open, outcome, withKeys, write } from './kit.ts'

let folder: string
let earlier: string

/** An office, and how its folder was before its last two transactions. */
beforeEach(async () => {
  folder = (await makeOffice()).folder
  earlier = await mkdtemp(join(tmpdir(), 'kvitok-earlier-'))
  await cp(folder, earlier, { recursive: true })
  const { store } = await reopen(folder, withKeys(folder))
  await write(store, 'g', 'h')
  await store.close()
})

afterEach(async () => {
  for (const path of [folder, earlier]) await rm(path, { recursive: true })
})

async function putBack(): Promise<void> {
  for (const part of ['journal', 'snapshots', 'office.keys']) {
    await rm(join(folder, part), { recursive: true })
    await cp(join(earlier, part), join(folder, part), { recursive: true })
  }
}

describe('files that are older than this computer knows', () => {
  test('are not opened: the newest segment is gone', async () => {
    await rm(join(folder, 'journal', '00000005.kvj'))
    const refused = await open(folder)
    expect(refused).toMatchObject({
      ok: false,
      problem: { code: 'older-than-known', details: { known: { segment: 5 }, found: { segment: 4 } } },
    })
  })

  test('are not opened: the whole folder is that of an earlier day', async () => {
    await putBack()
    expect(await outcome(folder)).toBe('older-than-known')
  })

  test('are not opened: frames were cut off the end of a journal that was closed', async () => {
    const path = join(folder, 'journal', '00000005.kvj')
    const bytes = await readFile(path)
    const frame = 512 + 48 + bytes.readUInt32LE(512 + 4) + 16
    await writeFile(path, bytes.subarray(0, frame))
    expect(await outcome(folder)).toBe('older-than-known')
  })

  test('are not opened: everything is gone but the key file', async () => {
    await rm(join(folder, 'journal'), { recursive: true })
    await rm(join(folder, 'snapshots'), { recursive: true })
    expect(await outcome(folder)).toBe('older-than-known')
  })

  test('are not opened: they went on elsewhere from an earlier day, and are longer by now', async () => {
    await rm(join(earlier, 'office.lock'), { force: true })
    const { store } = await reopen(earlier, withKeys(earlier))
    await write(store, 'x', 'y', 'z', 'zz')
    await store.close()
    await putBack()
    expect(await outcome(folder)).toBe('older-than-known')
  })

  test('are opened once a person says that they are right, and are not asked about again', async () => {
    await putBack()
    const { store, maintenance } = await reopen(folder, withKeys(folder, { acceptOlder: true }))
    expect(keysIn(store)).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
    await maintenance.acceptedOlder()
    await store.close()
    expect(await outcome(folder)).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  })

  test('are asked about again where the opening ended before they were accepted, however far it wrote', async () => {
    await putBack()
    for (const keys of [[], ['i'], ['j', 'k', 'l', 'm']]) {
      const { store } = await reopen(folder, withKeys(folder, { acceptOlder: true }))
      await write(store, ...keys)
      await store.close()
      expect(await outcome(folder)).toBe('older-than-known')
    }
  })

  test('change nothing by being refused', async () => {
    await putBack()
    const path = join(folder, 'journal', '00000004.kvj')
    const before = await readFile(path)
    await outcome(folder)
    expect(await readFile(path)).toEqual(before)
  })
})

test('a journal that was killed right after a start is not older than what is known of it', async () => {
  const { store } = await reopen(folder, withKeys(folder))
  const path = join(folder, 'journal', '00000006.kvj')
  await write(store, 'i')
  const later = await readFile(path)
  await store.close()
  await writeFile(path, later)
  // The close that a kill would not have made told this computer of its seal; what a start told is older.
  expect(await outcome(folder)).toBe('older-than-known')
  await rm(join(folder, 'this-computer'), { recursive: true })
  await cp(join(earlier, 'this-computer'), join(folder, 'this-computer'), { recursive: true })
  expect(await outcome(folder)).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'])
})
