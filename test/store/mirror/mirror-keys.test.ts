import { cp, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { encrypted, plain, reopen } from '../../fakes/office-store.ts'
import { smallSchema } from '../small-schema.ts'
import { type MirrorRig, openRig } from './kit.ts'

const passphrase = 'туман лодка север окно перо'
let rig: MirrorRig

beforeEach(async () => {
  rig = await openRig({ encrypted: true })
  await rig.office().maintenance.keys.setPassphrase(passphrase)
})

afterEach(() => rig.close())

/** How many rows the mirror gives on another computer, by the passphrase alone. */
async function rowsElsewhere(given = passphrase): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'kvitok-elsewhere-'))
  try {
    await cp(rig.place.folder, folder, { recursive: true })
    const { store } = await reopen(folder, { migrations: smallSchema, protection: encrypted(folder, given) })
    const rows = store.read.all(plain('SELECT key FROM setting')).length
    await store.close()
    return rows
  } finally {
    await rm(folder, { recursive: true })
  }
}

describe('the mirror of an encrypted office', () => {
  test('opens by the passphrase on another computer, with nothing lost', async () => {
    rig.mirror.setPlace(rig.stick.folder)
    await rig.pay(0, 30)
    await rig.level()
    expect(await rowsElsewhere()).toBe(30)
  })

  test('opens by a new passphrase once it is set', async () => {
    rig.mirror.setPlace(rig.stick.folder)
    await rig.pay(0, 5)
    await rig.level()
    await rig.office().maintenance.keys.setPassphrase('совсем другие слова теперь')
    await rig.level()
    expect(await rowsElsewhere('совсем другие слова теперь')).toBe(5)
    await expect(rowsElsewhere()).rejects.toThrow('passphrase')
  })

  test('goes on under a new key', async () => {
    rig.mirror.setPlace(rig.stick.folder)
    await rig.pay(0, 10)
    await rig.level()
    await rig.office().maintenance.keys.rotate(passphrase)
    await rig.pay(10, 10)
    await rig.office().maintenance.renewed()
    await rig.level()
    expect(await rowsElsewhere()).toBe(20)
  })

  test('that missed a change of the key is made anew, and the old one is let go once it is whole', async () => {
    rig.mirror.setPlace(rig.stick.folder)
    await rig.pay(0, 10)
    await rig.level()
    await rig.restart('alone')
    await rig.office().maintenance.keys.rotate(passphrase)
    await rig.pay(10, 5)
    await rig.office().maintenance.renewed()
    rig.mirror.setPlace(rig.stick.folder)
    await rig.level()
    expect(await rowsElsewhere()).toBe(15)
    expect(await readdir(join(rig.place.folder, 'superseded', 'journal'))).toEqual([])
  })
})
