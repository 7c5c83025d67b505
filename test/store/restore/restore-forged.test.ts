import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { removeTree } from '../../../src/main/platform/scratch.ts'
import { openStore } from '../../../src/main/store/open-store.ts'
import { finishRestore } from '../../../src/main/store/restore/take-place.ts'
import { storeDeps } from '../../fakes/office-store.ts'
import { smallSchema } from '../small-schema.ts'
import { type Computer, files, keysIn, newComputer, openOn, restoreDeps, throwAway, write } from './kit.ts'

let here: Computer
let folder: string
let earlier: string

/** An office without a passphrase, which this computer alone can open, and its folder of an earlier day. */
beforeEach(async () => {
  here = await newComputer()
  folder = here.folder('office')
  earlier = here.folder('earlier')
  const office = await openOn(here, 'office')
  await write(office, 0, 3)
  await office.store.close()
  await cp(folder, earlier, { recursive: true })
  const later = await openOn(here, 'office')
  await write(later, 3, 3)
  await later.store.close()
})

afterEach(() => throwAway(here))

/** What a stranger who can write to the folder writes there: all of it stands in the files' headers. */
async function forge(key: string): Promise<void> {
  const [last = ''] = (await readdir(join(earlier, 'journal'))).slice(-1)
  const bytes = await readFile(join(earlier, 'journal', last))
  const end = bytes.lastIndexOf('KVFR')
  const decision = {
    format: 1,
    kept: 'kept-20261122-180000',
    office: bytes.toString('hex', 16, 32),
    key: key === 'own' ? bytes.toString('hex', 88, 104) : key,
    head: {
      segment: Number(bytes.readBigUInt64LE(32)),
      sequence: Number(bytes.readBigUInt64LE(end + 8)),
      tag: bytes.toString('hex', bytes.length - 16),
    },
    seal: '00'.repeat(32),
  }
  await mkdir(join(folder, 'restoring'))
  await writeFile(join(folder, 'restore.json'), JSON.stringify(decision))
}

const finish = async () => {
  const { keys, secrets } = await restoreDeps(here)
  return finishRestore({ files, keys, secrets, removeTree }, folder)
}

test.each(['own', 'ab'.repeat(16)])(
  'a restore that nobody decided here is not carried out, and costs no key: key %s',
  async (key) => {
    await forge(key)
    await expect(finish()).rejects.toMatchObject({ problem: { code: 'damaged' } })
    await rm(join(folder, 'restore.json'))
    expect(await finish()).toBe('undone')
    const office = await openOn(here, 'office')
    expect(keysIn(office)).toHaveLength(6)
    await office.store.close()
  },
)

test('old files put back with a restore that nobody decided are still older than this computer knows', async () => {
  for (const part of ['journal', 'snapshots', 'office.keys']) {
    await rm(join(folder, part), { recursive: true })
    await cp(join(earlier, part), join(folder, part), { recursive: true })
  }
  await forge('own')
  await expect(finish()).rejects.toMatchObject({ problem: { code: 'damaged' } })
  await rm(join(folder, 'restore.json'))
  const protection = here.protection(null)
  const opened = await openStore(
    storeDeps(folder, { migrations: smallSchema, protection, acceptOlder: false }),
  )
  expect(opened).toMatchObject({ ok: false, problem: { code: 'older-than-known' } })
})
