import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FileError } from '../../../src/main/app/ports/files.ts'
import { createTimers } from '../../../src/main/platform/clock.ts'
import { createFiles } from '../../../src/main/platform/files.ts'
import { createFaultyFiles } from '../../fakes/faulty-files.ts'
import { dump, dumpFiles, encrypted, reopen, secretsFolder } from '../../fakes/office-store.ts'
import { smallSchema } from '../small-schema.ts'
import {
  clientName,
  flip,
  keysIn,
  makeOffice,
  moveAway,
  namesIn,
  open,
  outcome,
  passphrase,
  withKeys,
  write,
} from './kit.ts'

const all = ['a', 'b', 'c', 'd', 'e', 'f']
const folders: string[] = []
let folder: string

beforeEach(async () => {
  folder = (await makeOffice()).folder
  folders.push(folder)
})

afterEach(async () => {
  for (const path of folders.splice(0)) await rm(path, { recursive: true })
})

async function elsewhere(): Promise<string> {
  const other = await moveAway(folder)
  folders.push(other)
  return other
}

const opensWith = (path: string, given: string | null, remember = true) =>
  outcome(path, { protection: encrypted(path, given, remember) })

describe('the passphrase', () => {
  test('opens the office on a computer that does not keep the key, and then it keeps it', async () => {
    const other = await elsewhere()
    expect(await open(other)).toMatchObject({ problem: { code: 'passphrase', details: { wrong: false } } })
    expect(await opensWith(other, passphrase)).toEqual(all)
    expect(await outcome(other)).toEqual(all)
  })

  test('that is wrong says so, and nothing in the folder is changed', async () => {
    const other = await elsewhere()
    const before = await readFile(join(other, 'office.keys'))
    const refused = await open(other, { protection: encrypted(other, 'сорок тысяч обезьян!') })
    expect(refused).toMatchObject({ problem: { code: 'passphrase', details: { wrong: true } } })
    expect(await readFile(join(other, 'office.keys'))).toEqual(before)
  })

  test('is the same typed with letters put together from two signs', async () => {
    const { store, maintenance } = await reopen(folder, withKeys(folder))
    await maintenance.keys.setPassphrase('Ёжик в тумане'.normalize('NFC'))
    await store.close()
    expect(await opensWith(await elsewhere(), 'Ёжик в тумане'.normalize('NFD'))).toEqual(all)
  })

  test('typed without «remember» is asked for again', async () => {
    const other = await elsewhere()
    expect(await opensWith(other, passphrase, false)).toEqual(all)
    expect(await outcome(other)).toBe('passphrase')
  })

  test('that was changed opens nothing any more, the new one does', async () => {
    const { store, maintenance } = await reopen(folder, withKeys(folder))
    await maintenance.keys.setPassphrase('новая фраза на листе')
    await store.close()
    expect(await opensWith(await elsewhere(), passphrase)).toBe('passphrase')
    expect(await opensWith(await elsewhere(), 'новая фраза на листе')).toEqual(all)
  })

  test('that could not be written leaves the one before', async () => {
    const files = createFaultyFiles(createFiles(createTimers()))
    const { store, maintenance } = await reopen(folder, withKeys(folder, { files }))
    files.fail('writeAtomic', 'no-space')
    await expect(maintenance.keys.setPassphrase('новая фраза на листе')).rejects.toMatchObject({
      code: 'no-space',
    })
    files.heal()
    const { passphraseAt } = maintenance.keys.state()
    await store.close()
    expect(passphraseAt).not.toBeNull()
    expect(await opensWith(await elsewhere(), passphrase)).toEqual(all)
  })

  test('does not open a wrap that was carried into another office', async () => {
    const other = (await makeOffice()).folder
    folders.push(other)
    await writeFile(join(other, 'office.keys'), await readFile(join(folder, 'office.keys')))
    await rm(join(other, 'this-computer'), { recursive: true })
    expect(await opensWith(other, passphrase)).toBe('damaged')
  })
})

describe('what this computer keeps', () => {
  test('opens an office whose key file is gone, which says that the passphrase is lost until it is set again', async () => {
    await rm(join(folder, 'office.keys'))
    const { store, maintenance } = await reopen(folder, withKeys(folder))
    expect(maintenance.keys.state()).toMatchObject({ passphraseLost: true, passphraseAt: null, kept: 'file' })
    await maintenance.keys.setPassphrase(passphrase)
    expect(maintenance.keys.state().passphraseLost).toBe(false)
    await store.close()
    expect(await opensWith(await elsewhere(), passphrase)).toEqual(all)
  })

  test('gone with the key file leaves nothing that opens', async () => {
    const other = await elsewhere()
    await rm(join(other, 'office.keys'))
    expect(await opensWith(other, passphrase)).toBe('no-key')
  })

  test('that decayed is not believed: the passphrase is asked for', async () => {
    const [name = ''] = await readdir(join(folder, 'this-computer'))
    await flip(folder, join('this-computer', name), 60)
    expect(await outcome(folder)).toBe('passphrase')
    expect(await opensWith(folder, passphrase)).toEqual(all)
  })

  test('and cannot be read now is not made anew: the passphrase opens, and without it the reason is told', async () => {
    const refusing = (given: string | null) => {
      const protection = encrypted(folder, given)
      const read = () => Promise.reject(new FileError('io', 'keys', 'read'))
      return { ...protection, secrets: { ...protection.secrets, read } }
    }
    expect(await outcome(folder, { protection: refusing(passphrase) })).toEqual(all)
    await rm(join(folder, 'office.keys'))
    expect(await outcome(folder, { protection: refusing(null) })).toBe('io')
  })

  test('and cannot be written leaves the office open, which says that the key is not kept', async () => {
    const other = await elsewhere()
    const protection = encrypted(other, passphrase)
    const refuse = () => Promise.reject(new FileError('no-space', 'keys', 'write'))
    const full = { ...protection, secrets: { ...protection.secrets, write: refuse } }
    const opened = await open(other, { protection: full })
    if (!opened.ok) throw new Error(opened.problem.code)
    expect(opened.maintenance.keys.state().kept).toBe('none')
    await write(opened.store, 'g')
    await opened.store.close()
    expect(await opensWith(other, passphrase)).toEqual([...all, 'g'])
  })

  test('cannot be written for a new office: none is made that nobody could open again', async () => {
    const empty = await mkdtemp(join(tmpdir(), 'kvitok-new-'))
    folders.push(empty)
    const protection = encrypted(empty)
    const refuse = () => Promise.reject(new FileError('no-space', 'keys', 'write'))
    const full = { ...protection, secrets: { ...protection.secrets, write: refuse } }
    expect(await outcome(empty, { protection: full })).toBe('no-space')
    expect(await namesIn(empty, 'journal')).toEqual([])
    expect(await outcome(empty)).toEqual([])
  })

  test('is readable by nobody else', async () => {
    const [name = ''] = await readdir(join(folder, 'this-computer'))
    expect((await stat(join(folder, 'this-computer'))).mode & 0o777).toBe(0o700)
    expect((await stat(join(folder, 'this-computer', name))).mode & 0o777).toBe(0o600)
  })
})

describe('a new key', () => {
  test('is refused to whoever does not know the passphrase', async () => {
    const { store, maintenance } = await reopen(folder, withKeys(folder))
    const before = await readFile(join(folder, 'office.keys'))
    expect(await maintenance.keys.rotate('не та фраза')).toBe(false)
    expect(await readFile(join(folder, 'office.keys'))).toEqual(before)
    await store.close()
  })

  test('takes over every file, and the old key is forgotten', async () => {
    const { store, maintenance } = await reopen(folder, withKeys(folder))
    const [before] = maintenance.ring()?.keys ?? []
    expect(await maintenance.keys.rotate(passphrase)).toBe(true)
    await write(store, 'g')
    await maintenance.renewed()
    expect(maintenance.keys.state().renewing).toBe(false)
    expect(maintenance.ring()?.keys).toHaveLength(1)
    const live = dump(store.read)
    await store.close()
    expect(await dumpFiles(folder)).toEqual(live)
    for (const part of ['journal', 'snapshots']) {
      for (const name of await namesIn(folder, part)) {
        const bytes = await readFile(join(folder, name))
        expect(bytes.subarray(88, 104).equals(before?.id ?? Buffer.alloc(0)), name).toBe(false)
      }
    }
    expect(await opensWith(await elsewhere(), passphrase)).toEqual([...all, 'g'])
  })

  test('whose work a close interrupts goes on at the next opening', async () => {
    const first = await reopen(folder, withKeys(folder))
    expect(await first.maintenance.keys.rotate(passphrase)).toBe(true)
    await first.store.close()
    const again = await reopen(folder, withKeys(folder))
    await again.maintenance.renewed()
    expect(again.maintenance.keys.state().renewing).toBe(false)
    expect(keysIn(again.store)).toEqual(all)
    await again.store.close()
    expect(await outcome(folder)).toEqual(all)
  })

  test('that could not be written is not used', async () => {
    const files = createFaultyFiles(createFiles(createTimers()))
    const { store, maintenance } = await reopen(folder, withKeys(folder, { files }))
    files.fail('writeAtomic', 'no-space')
    await expect(maintenance.keys.rotate(passphrase)).rejects.toMatchObject({ code: 'no-space' })
    files.heal()
    await write(store, 'g')
    await store.close()
    expect(await opensWith(await elsewhere(), passphrase)).toEqual([...all, 'g'])
  })
})

describe('an office from before offices were encrypted', () => {
  beforeEach(async () => {
    const { store } = await reopen(folder, withKeys(folder))
    await store.close()
    await rm(folder, { recursive: true })
    const plain = await reopen(folder, { migrations: smallSchema, protection: { kind: 'plain' } })
    await write(plain.store, 'a', 'b')
    await plain.maintenance.snapshot()
    await plain.store.close()
    const crashed = await reopen(folder, { migrations: smallSchema, protection: { kind: 'plain' } })
    await crashed.store.close()
  })

  test('goes on encrypted, and nothing plain is left of it', async () => {
    const { store, maintenance } = await reopen(folder, withKeys(folder))
    await write(store, 'c')
    await maintenance.renewed()
    expect(maintenance.ring()?.plainUpTo).toBe(0)
    await store.close()
    expect(await plainTextIn(folder)).toEqual([])
    expect(await outcome(folder)).toEqual(['a', 'b', 'c'])
  })

  test('interrupted in the middle of that goes on at the next opening', async () => {
    for (const key of ['c', 'd']) {
      const { store } = await reopen(folder, withKeys(folder))
      await write(store, key)
      await store.close()
    }
    const { store, maintenance } = await reopen(folder, withKeys(folder))
    await maintenance.renewed()
    await store.close()
    expect(await plainTextIn(folder)).toEqual([])
    expect(await outcome(folder)).toEqual(['a', 'b', 'c', 'd'])
  })

  test('is not opened as a plain one once it is encrypted', async () => {
    expect(await outcome(folder)).toEqual(['a', 'b'])
    const plain = { migrations: smallSchema, protection: { kind: 'plain' } } as const
    expect(await outcome(folder, plain)).toBe('no-key')
  })
})

/** Files of the folder in which a client's name can be read. */
async function plainTextIn(path: string): Promise<string[]> {
  const names = await readdir(path, { recursive: true, withFileTypes: true })
  const found: string[] = []
  // What this computer keeps is no part of the office, and may be being written.
  const files = names.filter((one) => one.isFile() && one.parentPath !== secretsFolder(path))
  for (const entry of files) {
    const bytes = await readFile(join(entry.parentPath, entry.name))
    if (bytes.includes(clientName) || bytes.includes(Buffer.from(clientName, 'utf16le')))
      found.push(entry.name)
  }
  return found
}

test('no name of a client can be read anywhere in the folder: journal, snapshots, copies, what a crash left', async () => {
  const { store, maintenance } = await reopen(folder, withKeys(folder))
  await write(store, 'g')
  await maintenance.snapshot()
  await write(store, 'h')
  await store.close()
  const next = { schema: 2, name: 'index', sql: 'CREATE INDEX setting_by_value ON setting (value)' }
  const migrated = await reopen(folder, withKeys(folder, { migrations: [...smallSchema, next] }))
  await write(migrated.store, 'i')
  // As it is while the office is open, before anything is tidied.
  expect(await readdir(join(folder, 'copies'))).toHaveLength(1)
  expect(await plainTextIn(folder)).toEqual([])
  await migrated.store.close()
  expect(await plainTextIn(folder)).toEqual([])
  expect(await readFile(join(folder, 'journal', '00000001.kvj'), 'latin1')).not.toContain('INSERT')
})

test('a snapshot that could not be renamed leaves no name of a client either', async () => {
  const files = createFaultyFiles(createFiles(createTimers()))
  const { store, maintenance } = await reopen(folder, withKeys(folder, { files }))
  await maintenance.snapshot()
  await store.close()
  const [name = ''] = await namesIn(folder, 'snapshots')
  await writeFile(join(folder, `${name}.tmp`), (await readFile(join(folder, name))).subarray(0, 3000))
  expect(await plainTextIn(folder)).toEqual([])
  await (await reopen(folder, withKeys(folder))).store.close()
  expect((await namesIn(folder, 'snapshots')).filter((one) => one.endsWith('.tmp'))).toEqual([])
})
