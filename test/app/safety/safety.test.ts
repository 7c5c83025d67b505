import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type OfficeCore, openDesk, openOfficeCore } from '../../fakes/office-core.ts'
import { newAccount } from '../kit.ts'

let office: OfficeCore
let place: string

const setup = {
  office: 'Касса на Ленина',
  timeZone: 'Europe/Moscow',
  operator: { name: 'Ольга', pin: '4321' },
  passphrase: 'туман лодка север окно перо',
}

beforeEach(async () => {
  place = await mkdtemp(join(tmpdir(), 'kvitok-place-'))
})

afterEach(async () => {
  await office.close()
  await rm(place, { recursive: true })
})

const openReal = async (): Promise<void> => {
  office = await openOfficeCore({ kind: 'real', setup })
  await office.login(1, '4321')
}

describe('a copy made by hand', () => {
  test('is opened, remembered and shown', async () => {
    await openReal()
    const copy = await office.get('safety.copyNow', {})
    expect(copy).toMatchObject({ reason: 'person', where: 'office', problem: null })
    expect(copy.checkedAt).not.toBeNull()
    expect(await readdir(join(office.folder, 'copies'))).toEqual([copy.name])
    const state = await office.get('safety.state', {})
    expect(state.copies).toEqual([copy])
    expect(state).toMatchObject({ encrypted: true, lastGoodCopyAt: copy.at, copyOld: false })
    expect(state.growth.length).toBe(1)
  })

  test('holds nothing that can be read without the key', async () => {
    await openReal()
    const { name } = await office.get('safety.copyNow', {})
    const octets = await readFile(join(office.folder, 'copies', name))
    expect(octets.includes(Buffer.from('Касса на Ленина'))).toBe(false)
    expect(octets.includes(Buffer.from('SQLite format'))).toBe(false)
  })

  test('that cannot be written is named, and the good one before it stays', async () => {
    await openReal()
    const good = await office.get('safety.copyNow', {})
    await rm(join(office.folder, 'copies'), { recursive: true })
    await writeFile(join(office.folder, 'copies'), 'in the way')
    const failed = await office.call('safety.copyNow', {})
    expect(failed).toMatchObject({ ok: false, error: { code: 'safety.copy-failed' } })
    await rm(join(office.folder, 'copies'))
    const state = await office.get('safety.state', {})
    expect(state.lastGoodCopyAt).toBe(good.at)
    expect(state.copies[0]).toMatchObject({ reason: 'person', checkedAt: null })
    expect(state.copies[0]?.problem).not.toBeNull()
  })
})

describe('a closed shift', () => {
  test('is followed by a copy', async () => {
    office = await openDesk()
    await office.get('shift.close', { counted_kop: 0 })
    const state = await office.until('safety.state', {}, ({ copies }) => copies.length > 0)
    expect(state.copies[0]).toMatchObject({ reason: 'shift', problem: null })
  })
})

describe('a place', () => {
  test('gets the mirror and the copies', async () => {
    await openReal()
    await office.get('safety.setPlace', { folder: place })
    const copy = await office.get('safety.copyNow', {})
    const fits = ({ copies }: { copies: readonly { where: string }[] }): boolean =>
      copies.some(({ where }) => where === 'place')
    const state = await office.until('safety.state', {}, fits)
    expect(state.copies).toContainEqual({ ...copy, where: 'place', checkedAt: expect.any(Number) })
    await office.until('safety.state', {}, ({ mirror }) => mirror.state === 'level')
    const [folder = ''] = await readdir(place)
    expect(folder).toMatch(/^kvitok-[0-9a-f]{8}$/)
    // The mark may be under way at this moment.
    const there = (await readdir(join(place, folder))).filter((name) => !name.endsWith('.tmp'))
    expect(there.sort()).toEqual(['copies', 'journal', 'mirror.json', 'office.keys', 'snapshots'])
    expect(await readdir(join(place, folder, 'copies'))).toEqual([copy.name])
  })

  test('is mirrored to again after the office was opened anew', async () => {
    await openReal()
    await office.get('safety.setPlace', { folder: place })
    await office.restart()
    await office.login(1, '4321')
    const state = await office.until('safety.state', {}, ({ mirror }) => mirror.state === 'level')
    expect(state.mirror.folder).toBe(place)
  })

  test('that is no folder is refused in words', async () => {
    await openReal()
    const gone = await office.call('safety.setPlace', { folder: join(place, 'gone') })
    expect(gone).toMatchObject({ ok: false, error: { code: 'safety.place-absent' } })
    const inside = await office.call('safety.setPlace', { folder: office.folder })
    expect(inside).toMatchObject({ ok: false, error: { code: 'safety.place-inside' } })
  })

  test('may be given up', async () => {
    await openReal()
    await office.get('safety.setPlace', { folder: place })
    await office.get('safety.setPlace', { folder: null })
    expect((await office.get('safety.state', {})).mirror).toMatchObject({ folder: null, state: 'off' })
  })
})

describe('a drill', () => {
  test('needs a copy', async () => {
    await openReal()
    const called = await office.call('safety.drill', { passphrase: null })
    expect(called).toMatchObject({ ok: false, error: { code: 'safety.no-copy' } })
  })

  test('restores the newest copy as this computer would, and finds the same', async () => {
    office = await openDesk()
    await newAccount(office, '100901')
    await office.get('safety.copyNow', {})
    await newAccount(office, '100902')
    const drill = await office.get('safety.drill', { passphrase: null })
    expect(drill).toMatchObject({ ok: true, problem: null })
    expect(drill.tables).toBeGreaterThan(30)
    expect(drill.rows).toBeGreaterThan(100)
    expect((await office.get('safety.state', {})).lastDrill).toEqual(drill)
  })

  test('restores it as another computer would, by the passphrase alone', async () => {
    await openReal()
    await office.get('safety.copyNow', {})
    const drill = await office.get('safety.drill', { passphrase: setup.passphrase })
    expect(drill).toMatchObject({ ok: true, problem: null })
  })

  test('with another passphrase says so', async () => {
    await openReal()
    await office.get('safety.copyNow', {})
    const called = await office.call('safety.drill', { passphrase: 'туман лодка север окно клей' })
    expect(called).toMatchObject({ ok: false, error: { code: 'safety.passphrase' } })
  })

  test('finds a copy that has decayed', async () => {
    await openReal()
    const { name } = await office.get('safety.copyNow', {})
    const path = join(office.folder, 'copies', name)
    const octets = await readFile(path)
    octets[octets.length - 100] = (octets[octets.length - 100] ?? 0) ^ 1
    await writeFile(path, octets)
    const drill = await office.get('safety.drill', { passphrase: null })
    expect(drill).toMatchObject({ ok: false, problem: 'damaged' })
  })
})

describe('the passphrase', () => {
  test('is proposed as seven words, new ones each time', async () => {
    await openReal()
    const [one, other] = [
      await office.get('safety.words', { lang: 'ru' }),
      await office.get('safety.words', { lang: 'ru' }),
    ]
    expect(one.words.length).toBe(7)
    expect(one.words).not.toEqual(other.words)
  })

  test('is printed on a sheet', async () => {
    await openReal()
    const { pdf } = await office.get('safety.sheet', {
      passphrase: setup.passphrase,
      lang: 'ru',
      office: null,
    })
    expect(Buffer.from(pdf).toString('latin1', 0, 5)).toBe('%PDF-')
  })

  test('may be another, and only the new one drills', async () => {
    await openReal()
    const passphrase = 'новая фраза для офиса'
    await office.get('safety.setPassphrase', { passphrase, sheetConfirmed: true })
    expect((await office.get('safety.state', {})).sheetAt).not.toBeNull()
    await office.get('safety.copyNow', {})
    expect(await office.get('safety.drill', { passphrase })).toMatchObject({ ok: true })
    const old = await office.call('safety.drill', { passphrase: setup.passphrase })
    expect(old).toMatchObject({ ok: false, error: { code: 'safety.passphrase' } })
  })

  test('is followed by a copy that is owed at once, though nothing was done since the last', async () => {
    await openReal()
    await office.get('safety.copyNow', {})
    const before = await office.get('safety.state', {})
    expect(before.lastGoodCopyAt).not.toBeNull()
    await office.get('safety.setPassphrase', { passphrase: 'новая фраза для офиса', sheetConfirmed: true })
    const after = await office.get('safety.state', {})
    expect(after.lastGoodCopyAt).toBeNull()
    expect(after.copies.map(({ name }) => name)).toEqual(before.copies.map(({ name }) => name))
    const made = await office.get('safety.copyNow', {})
    expect((await office.get('safety.state', {})).lastGoodCopyAt).toBe(made.at)
  })

  test('is asked before the key is changed', async () => {
    await openReal()
    const before = await office.get('safety.state', {})
    const wrong = await office.call('safety.rotateKey', { passphrase: 'не та фраза совсем' })
    expect(wrong).toMatchObject({ ok: false, error: { code: 'safety.passphrase' } })
    await office.get('safety.rotateKey', { passphrase: setup.passphrase })
    expect((await office.get('safety.state', {})).keyAt).toBeGreaterThan(before.keyAt ?? 0)
  })

  test('is nothing that a training office has', async () => {
    office = await openDesk()
    const input = { passphrase: 'новая фраза для офиса', sheetConfirmed: true }
    expect(await office.call('safety.setPassphrase', input)).toMatchObject({
      ok: false,
      error: { code: 'safety.plain' },
    })
  })
})

test('a copy is owed only to who works: an office without work is not warned of', async () => {
  office = await openDesk()
  await office.get('safety.copyNow', {})
  await mkdir(join(place, 'nothing'))
  expect((await office.get('safety.state', {})).copyOld).toBe(false)
})

describe('a disk that refuses the key file', () => {
  test('leaves words and key as they were, says so, and the office goes on', async () => {
    await openReal()
    await mkdir(join(office.folder, 'office.keys.tmp'))
    const words = { passphrase: 'река самовар лодка флаг мост', sheetConfirmed: true }
    const refusal = { ok: false, error: { code: 'safety.disk' } }
    expect(await office.call('safety.setPassphrase', words)).toMatchObject(refusal)
    await rm(join(office.folder, 'office.keys.tmp'), { recursive: true })
    expect(await office.call('safety.rotateKey', { passphrase: words.passphrase })).toMatchObject({
      ok: false,
      error: { code: 'safety.passphrase' },
    })
    await office.get('safety.rotateKey', { passphrase: setup.passphrase })
  })
})
