import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { removeTree } from '../../../src/main/platform/scratch.ts'
import { restoreOffice } from '../../../src/main/store/restore/restore-office.ts'
import { finishRestore, isUnfinished } from '../../../src/main/store/restore/take-place.ts'
import { createKillingFiles, Killed } from '../../fakes/killing-files.ts'
import {
  type Computer,
  copyOf,
  files,
  keysIn,
  newComputer,
  openOn,
  passphrase,
  restoreDeps,
  throwAway,
  write,
} from './kit.ts'

let here: Computer

beforeEach(async () => {
  here = await newComputer()
})

afterEach(() => throwAway(here))

/** Restores the copy over the office and is killed before its `at`-th change; null where it lived to the end. */
async function killedAt(at: number, computer: Computer, copy: string): Promise<'killed' | 'lived'> {
  const killing = createKillingFiles(files, at)
  const deps = {
    ...(await restoreDeps(computer, killing.files)),
    removeTree: async (folder: string) => {
      killing.step()
      await removeTree(folder)
    },
  }
  const wish = { folder: computer.folder('office'), kind: 'real' as const, from: copy, passphrase: null }
  try {
    expect(await restoreOffice(deps, wish)).toBeNull()
    return 'lived'
  } catch (error) {
    if (!(error instanceof Killed)) throw error
    return 'killed'
  }
}

/** What the next start does before it opens the office, itself killed at each of its own steps first. */
async function finish(computer: Computer): Promise<void> {
  const folder = computer.folder('office')
  for (let at = 1; await isUnfinished(files, folder); at += 1) {
    const killing = createKillingFiles(files, at)
    const { keys, secrets } = await restoreDeps(computer, killing.files)
    const deps = {
      files: killing.files,
      keys,
      secrets,
      removeTree: async (path: string) => {
        killing.step()
        await removeTree(path)
      },
    }
    await finishRestore(deps, folder).catch((error: unknown) => {
      if (!(error instanceof Killed)) throw error
    })
  }
}

test('a restore that is killed at any step leaves the old office or the new one, whole', async () => {
  const office = await openOn(here, 'office')
  await office.maintenance.keys.setPassphrase(passphrase)
  await write(office, 0, 4)
  const copy = await copyOf(office, here.folder('office'))
  await write(office, 4, 3)
  await office.store.close()
  const oldKeys = ['k0000', 'k0001', 'k0002', 'k0003', 'k0004', 'k0005', 'k0006']
  const newKeys = ['k0000', 'k0001', 'k0002', 'k0003', 'restored']
  const seen: string[] = []
  let end: 'killed' | 'lived' = 'killed'
  for (let at = 1; end === 'killed'; at += 1) {
    const computer = await newComputer()
    await cp(here.root, computer.root, { recursive: true })
    const itsCopy = join(computer.folder('office'), 'copies', copy.split('/').at(-1) ?? '')
    end = await killedAt(at, computer, itsCopy)
    await finish(computer)
    const opened = await openOn(computer, 'office')
    const keys = keysIn(opened)
    await opened.store.close()
    await throwAway(computer)
    expect([oldKeys, newKeys]).toContainEqual(keys)
    seen.push(keys.length === newKeys.length ? 'new' : 'old')
  }
  // First only the old office, from one step on only the new one: there is no way back from it.
  expect(seen).toEqual([...seen].sort().reverse())
  expect(new Set(seen)).toEqual(new Set(['old', 'new']))
  expect(seen.length).toBeGreaterThan(20)
}, 120_000)
