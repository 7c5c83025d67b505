import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { encrypted, type KeyProtection, reopen } from '../../fakes/office-store.ts'
import { keysIn, makeOffice, outcome, passphrase, withKeys, write } from './kit.ts'

const all = ['a', 'b', 'c', 'd', 'e', 'f']
let computer: string
let folder: string
let other: string

/** Two folders of one office on one computer, as a restore, a disk put back or a copy of the folder leave them. */
beforeEach(async () => {
  computer = await mkdtemp(join(tmpdir(), 'kvitok-computer-'))
  const made = await makeOffice()
  folder = join(computer, 'office')
  other = join(computer, 'other')
  await cp(made.folder, computer, {
    recursive: true,
    filter: (path) => path === made.folder || path.includes('this-computer'),
  })
  for (const path of [folder, other]) {
    await cp(made.folder, path, { recursive: true, filter: (name) => !name.endsWith('this-computer') })
  }
  await rm(made.folder, { recursive: true })
})

afterEach(() => rm(computer, { recursive: true }))

const keeping = (
  given: string | null = null,
  remember = true,
): { protection: KeyProtection; acceptOlder: true } => ({
  protection: encrypted(computer, given, remember),
  acceptOlder: true,
})

async function newKeyIn(path: string): Promise<void> {
  const { store, maintenance } = await reopen(path, withKeys(path, keeping()))
  expect(await maintenance.keys.rotate(passphrase)).toBe(true)
  await maintenance.renewed()
  await store.close()
}

describe('another folder of the same office, under another key,', () => {
  test.each([true, false])(
    'that is opened does not cost this one its key: «remember» %s',
    async (remember) => {
      await newKeyIn(folder)
      // Nothing but this computer has the key now.
      await rm(join(folder, 'office.keys'))
      expect(await outcome(folder, keeping())).toEqual(all)
      expect(await outcome(other, keeping(passphrase, remember))).toEqual(all)
      expect(await outcome(folder, keeping())).toEqual(all)
    },
  )

  test('is still opened by this computer after this one got a new key', async () => {
    await newKeyIn(folder)
    expect(await outcome(other, keeping())).toEqual(all)
  })
})

test('a key file from before the last change of the key does not hide what this computer keeps', async () => {
  const before = await readFile(join(folder, 'office.keys'))
  await newKeyIn(folder)
  await writeFile(join(folder, 'office.keys'), before)
  expect(await outcome(folder, keeping())).toEqual(all)
})

test('a person who accepted another end of the journal is not asked again, also where it is as long', async () => {
  for (const [path, key] of [
    [folder, 'x'],
    [other, 'y'],
  ] as const) {
    const { store, maintenance } = await reopen(path, withKeys(path, keeping()))
    await maintenance.acceptedOlder()
    await write(store, key)
    await store.close()
  }
  // Its next segment is begun, and as far as the one that the first folder will begin.
  await outcome(other, keeping())
  const { protection } = keeping()
  expect(await outcome(folder, { protection })).toBe('older-than-known')
  const { store, maintenance } = await reopen(folder, withKeys(folder, keeping()))
  await maintenance.acceptedOlder()
  expect(keysIn(store)).toContain('x')
  await store.close()
  expect(await outcome(folder, { protection })).toEqual([...all, 'x'])
})
