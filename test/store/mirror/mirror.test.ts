import { mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { headerSize } from '../../../src/main/store/format/header.ts'
import { preparePlace } from '../../../src/main/store/mirror/place.ts'
import { salvage } from '../../../src/main/store/salvage.ts'
import { storeDeps } from '../../fakes/office-store.ts'
import { smallSchema } from '../small-schema.ts'
import { filesOf, type MirrorRig, openRig, until } from './kit.ts'

let rig: MirrorRig

beforeEach(async () => {
  rig = await openRig()
})

afterEach(() => rig.close())

const choose = (): void => rig.mirror.setPlace(rig.stick.folder)

describe('a mirror', () => {
  test('holds what was acknowledged, octet for octet', async () => {
    choose()
    await rig.pay(0, 40)
    await rig.level()
    expect(await rig.rowsIn(rig.place.folder)).toBe(40)
    const [own, mirrored] = [await filesOf(rig.folder), await filesOf(rig.place.folder)]
    expect(Object.keys(mirrored)).toEqual(Object.keys(own))
    // The office's last segment is sized ahead with zeros.
    for (const [name, octets] of Object.entries(mirrored)) expect(own[name]?.startsWith(octets)).toBe(true)
  })

  test('lets go of what the office let go, once the newer snapshot is there', async () => {
    choose()
    await rig.pay(0, 30)
    await rig.snapshot()
    await rig.pay(30, 10)
    await rig.snapshot()
    await rig.pay(40, 10)
    await rig.level()
    expect(Object.keys(await filesOf(rig.place.folder))).toEqual(Object.keys(await filesOf(rig.folder)))
    expect(await rig.rowsIn(rig.place.folder)).toBe(50)
  })

  test('catches up from the files after it was away', async () => {
    choose()
    await rig.pay(0, 20)
    await rig.level()
    await rig.restart('alone')
    await rig.pay(20, 30)
    await rig.snapshot()
    await rig.pay(50, 5)
    await rig.snapshot()
    await rig.pay(55, 5)
    choose()
    await rig.level()
    expect(await rig.rowsIn(rig.place.folder)).toBe(60)
    expect(Object.keys(await filesOf(rig.place.folder))).toEqual(Object.keys(await filesOf(rig.folder)))
  })

  test('holds exactly what the office has after several openings', async () => {
    choose()
    for (const from of [0, 7, 14]) {
      await rig.pay(from, 7)
      await rig.restart()
    }
    await rig.level()
    expect(await rig.rowsIn(rig.place.folder)).toBe(21)
  })

  test('never has two calls under way on the stick', async () => {
    choose()
    await rig.pay(0, 60)
    await rig.snapshot()
    await rig.level()
    expect(rig.stick.together()).toBe(1)
  })

  test('says in itself whose it is and when it was level', async () => {
    choose()
    await rig.level()
    expect(JSON.parse(await readFile(rig.place.mark, 'utf8'))).toEqual({
      format: 1,
      office: Buffer.from(rig.source.officeId).toString('hex'),
      levelAt: Date.UTC(2026, 10, 22, 9),
    })
  })
})

describe('a mirror that was harmed', () => {
  beforeEach(async () => {
    choose()
    await rig.pay(0, 60)
    await rig.level()
    await rig.mirror.close()
  })

  const mended = async (): Promise<void> => {
    await rig.restart()
    await rig.level()
    expect(await rig.rowsIn(rig.place.folder)).toBe(60)
    expect(await readdir(rig.place.folder)).not.toContainEqual(expect.stringContaining('kept-'))
  }

  test('in the middle of its last write is mended', async () => {
    const [last] = (await readdir(rig.place.journal)).slice(-1)
    const path = join(rig.place.journal, last ?? '')
    const octets = await readFile(path)
    await writeFile(path, Buffer.concat([octets.subarray(0, -100), Buffer.alloc(60)]))
    await mended()
  })

  test('by decay in an older segment is mended', async () => {
    const path = rig.place.segment(1)
    const octets = await readFile(path)
    octets[headerSize + 200] = (octets[headerSize + 200] ?? 0) ^ 1
    await writeFile(path, octets)
    await mended()
  })

  test('by a lost segment is mended', async () => {
    await rm(rig.place.segment(2))
    await mended()
  })

  test('by a cut header is mended', async () => {
    await truncate(rig.place.segment(1), 100)
    await mended()
  })

  test('by decay in a snapshot is mended', async () => {
    await rig.restart()
    await rig.snapshot()
    await rig.level()
    await rig.mirror.close()
    const [name] = await readdir(rig.place.snapshots)
    const path = join(rig.place.snapshots, name ?? '')
    const octets = await readFile(path)
    octets[octets.length - 50] = (octets[octets.length - 50] ?? 0) ^ 1
    await writeFile(path, octets)
    await mended()
    expect(await readFile(path)).toEqual(await readFile(join(rig.folder, 'snapshots', name ?? '')))
  })
})

describe('a stick', () => {
  beforeEach(async () => {
    choose()
    await rig.pay(0, 10)
    await rig.level()
  })

  const back = async (rows: number): Promise<void> => {
    rig.timers.advance(60_000)
    await rig.shows('level')
    await rig.level()
    expect(await rig.rowsIn(rig.place.folder)).toBe(rows)
  }

  test('that is pulled out is absent, and caught up when it is back', async () => {
    await rig.stick.pull()
    await rig.pay(10, 10)
    await rig.shows('absent')
    await rig.pay(20, 10)
    await rig.stick.putBack()
    await back(30)
  })

  test('that is pulled out while nobody works is absent within half a minute', async () => {
    await rig.stick.pull()
    rig.timers.advance(29_999)
    expect(rig.mirror.status.state).toBe('level')
    rig.timers.advance(1)
    await rig.shows('absent')
    await rig.timers.untilPending()
    await rig.stick.putBack()
    await back(10)
  })

  test('whose open files still take octets is absent all the same', async () => {
    await rm(rig.place.folder, { recursive: true })
    rig.timers.advance(30_000)
    await rig.pay(10, 1)
    await rig.shows('absent')
  })

  test('that refuses to be written as it goes is absent, not locked', async () => {
    await rm(rig.place.folder, { recursive: true })
    rig.stick.allow(0, 'read-only')
    await rig.pay(10, 1)
    await until(() => rig.mirror.status.state !== 'level' && rig.mirror.status.state !== 'behind')
    expect(rig.mirror.status.state).toBe('absent')
  })

  test('that does not answer the look is slow, and one call is under way', async () => {
    rig.stick.hang()
    rig.timers.advance(30_000)
    await until(() => rig.stick.busy() === 1)
    rig.timers.advance(10_001)
    expect(rig.mirror.status.state).toBe('slow')
    rig.timers.advance(60_000)
    expect(rig.stick.busy()).toBe(1)
    rig.stick.go()
    await back(10)
  })

  test('that is full says so, and goes on once there is room', async () => {
    rig.stick.allow(100)
    await rig.pay(10, 10)
    await rig.shows('full')
    rig.stick.allow(Number.POSITIVE_INFINITY)
    await back(20)
  })

  test('that is locked says so', async () => {
    rig.stick.lock(true)
    await rig.pay(10, 10)
    await rig.shows('read-only')
    rig.stick.lock(false)
    await back(20)
  })

  test('that does not answer is slow, holds nobody up, and is level once it answers', async () => {
    rig.stick.hang()
    await rig.pay(10, 1)
    await until(() => rig.stick.busy() === 1)
    rig.timers.advance(10_001)
    expect(rig.mirror.status.state).toBe('slow')
    await rig.pay(11, 20)
    expect(rig.mirror.status.state).toBe('slow')
    rig.stick.go()
    await back(31)
  })

  test('that does not answer lets the office close after two seconds', async () => {
    rig.stick.hang()
    await rig.pay(10, 1)
    await until(() => rig.stick.busy() === 1)
    const closed = rig.mirror.close()
    rig.timers.advance(2_000)
    await closed
    rig.stick.go()
  })

  test('that is not the chosen one is not written to', async () => {
    await rm(rig.place.folder, { recursive: true })
    await rig.restart()
    await rig.shows('absent')
    expect(await readdir(rig.stick.folder)).toEqual([])
  })

  test("with another office's mirror in the folder is foreign and stays as it is", async () => {
    await rig.mirror.close()
    await writeFile(rig.place.mark, JSON.stringify({ format: 1, office: 'ff'.repeat(16), levelAt: null }))
    const before = await filesOf(rig.place.folder)
    await rig.restart()
    await rig.pay(10, 5)
    await rig.shows('foreign')
    expect(await filesOf(rig.place.folder)).toEqual(before)
  })

  test('with a mark that no program wrote is foreign', async () => {
    await rig.mirror.close()
    await writeFile(rig.place.mark, 'mirror')
    await rig.restart()
    await rig.shows('foreign')
  })

  test('that knows more than the office keeps what it knows aside', async () => {
    await rig.mirror.close()
    await rig.office().store.close()
    // The office lost its last payments: its disk did not keep its word.
    const [last] = (await readdir(join(rig.folder, 'journal'))).slice(-1)
    await truncate(join(rig.folder, 'journal', last ?? ''), 1500)
    await rig.restart()
    await rig.level()
    const kept = (await readdir(rig.place.folder)).find((name) => name.startsWith('kept-')) ?? ''
    expect(await rig.rowsIn(join(rig.place.folder, kept))).toBe(10)
    expect(await rig.rowsIn(rig.place.folder)).toBeLessThan(10)
  })
})

describe('an office that was salvaged', () => {
  test('leaves the mirror aside, which has what was damaged in the office', async () => {
    choose()
    await rig.pay(0, 40)
    await rig.level()
    await rig.mirror.close()
    await rig.office().store.close()
    const path = join(rig.folder, 'journal', '00000002.kvj')
    const octets = await readFile(path)
    octets[headerSize + 700] = (octets[headerSize + 700] ?? 0) ^ 1
    await writeFile(path, octets)
    const saved = await salvage(storeDeps(rig.folder, { migrations: smallSchema }), () => undefined)
    expect(saved.ok).toBe(true)
    await rig.restart()
    await rig.level()
    const rows = await rig.rowsIn(rig.place.folder)
    expect(rows).toBeLessThan(40)
    const kept = (await readdir(rig.place.folder)).find((name) => name.startsWith('kept-')) ?? ''
    expect(await rig.rowsIn(join(rig.place.folder, kept))).toBe(40)
  })
})

describe('a place', () => {
  const office = () => ({ id: rig.source.officeId, folder: rig.folder })
  const prepare = (folder: string) => preparePlace(rig.stick.files, folder, office())

  test('may hold the mirrors of several offices', async () => {
    const other = { id: new Uint8Array(16).fill(9), folder: rig.folder }
    expect(await preparePlace(rig.stick.files, rig.stick.folder, other)).toBeNull()
    expect((await readdir(rig.stick.folder)).length).toBe(2)
  })

  test('is none in the office itself, nor around it', async () => {
    expect(await prepare(join(rig.folder, 'copies'))).toBe('inside')
    expect(await prepare(join(rig.folder, '..'))).toBe('inside')
  })

  test('is none where nothing is', async () => {
    expect(await prepare(join(rig.stick.folder, 'gone'))).toBe('absent')
  })

  test('is none on a locked or a full stick', async () => {
    const fresh = join(rig.stick.folder, 'fresh')
    await mkdir(fresh)
    rig.stick.lock(true)
    expect(await prepare(fresh)).toBe('read-only')
    rig.stick.lock(false)
    rig.stick.allow(0)
    expect(await prepare(fresh)).toBe('full')
  })

  test('with files of somebody else under our name is foreign', async () => {
    const fresh = join(rig.stick.folder, 'fresh')
    const ours = join(fresh, rig.place.folder.slice(rig.stick.folder.length + 1))
    await mkdir(ours, { recursive: true })
    await writeFile(join(ours, 'photo.jpg'), 'photo')
    expect(await prepare(fresh)).toBe('foreign')
  })
})

describe('what the office lets go while it is read', () => {
  test('is looked for again, and the mirror is level with what there is', async () => {
    await rig.pay(0, 40)
    await rig.snapshot()
    choose()
    for (let from = 40; from < 100; from += 20) {
      await rig.pay(from, 20)
      await rig.snapshot()
    }
    await rig.level()
    expect(await rig.rowsIn(rig.place.folder)).toBe(100)
  })
})
