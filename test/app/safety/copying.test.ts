import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createBusinessClock } from '../../../src/main/app/office/business-clock.ts'
import { createOfficeBook, defaultSettings, writeSetting } from '../../../src/main/app/office/office-book.ts'
import type { CopyMade, Safety } from '../../../src/main/app/ports/safety.ts'
import { copyAge, copyName, readCopies, readCopyName } from '../../../src/main/app/safety/copy-book.ts'
import { type Copying, createCopying } from '../../../src/main/app/safety/copying.ts'
import { readGrowth } from '../../../src/main/app/safety/growth.ts'
import { instantOf } from '../../../src/shared/days.ts'
import { type OfficeStore, openOfficeStore } from '../../fakes/office-store.ts'
import { quietLogger } from '../../fakes/quiet-logger.ts'

const zone = 'Europe/Moscow'
const at = (day: string, time: string): number => instantOf(day, time, zone)

let office: OfficeStore
let folder: string
let now: number
let answer: CopyMade
let copying: Copying

const good: CopyMade = { ok: true, size: 9, content: { tables: 1, rows: 2, digest: 'd' } }

/** Copies that are files of nine octets: what is in them is another test's matter. */
const copies = (): Safety['copies'] => ({
  make: async (name) => {
    if (answer.ok) await writeFile(join(folder, name), 'nine octs')
    return answer
  },
  list: async () => (await readdir(folder)).map((name) => ({ name, size: 9 })),
  remove: async (names) => {
    for (const name of names) await rm(join(folder, name))
  },
  drill: () => Promise.reject(new Error('no drill here')),
})

beforeEach(async () => {
  office = await openOfficeStore()
  folder = await mkdtemp(join(tmpdir(), 'kvitok-copies-'))
  now = at('2026-01-01', '18:05')
  answer = good
  await office.store.write((tx) =>
    writeSetting(tx, 'office', { kind: 'real', timeZone: zone, settings: defaultSettings('Касса') }),
  )
  copying = createCopying({
    store: office.store,
    clock: createBusinessClock({ now: () => now }),
    logger: quietLogger(),
    offices: createOfficeBook(),
    emit: () => undefined,
    safety: {
      copies: copies(),
      mirror: {
        status: { folder: null, state: 'off', behind_bytes: 0, levelAt: null },
        prepare: () => Promise.resolve(null),
        setPlace: () => undefined,
        copiesChanged: () => undefined,
      },
      sizes: () => Promise.resolve({ journal: 10, snapshots: 20, copies: 30, free: null }),
    },
  })
})

afterEach(async () => {
  await office.close()
  await rm(folder, { recursive: true })
})

const day_ms = 24 * 3600 * 1000

describe('a year of daily copies', () => {
  test('keeps seven days, four weeks and twelve months of files, and remembers no others', async () => {
    for (let day = 0; day < 400; day += 1) {
      await copying.copy('day')
      now += day_ms
    }
    const files = await readdir(folder)
    // Seven days, two Sundays before them, the last days of ten months before those.
    expect(files.length).toBe(19)
    expect(
      readCopies(office.store.read)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(files.sort())
    expect(readGrowth(office.store.read).length).toBe(366)
    expect(readGrowth(office.store.read).at(-1)).toEqual({ day: '2027-02-04', octets: 30 })
  })
})

describe('a copy that fails', () => {
  test('takes nothing away from the good one, however often', async () => {
    const first = await copying.copy('day')
    answer = { ok: false, problem: 'no-space' }
    for (let day = 0; day < 30; day += 1) {
      now += day_ms
      expect((await copying.copy('day')).problem).toBe('no-space')
    }
    expect(await readdir(folder)).toEqual([first.name])
    expect(copyAge(office.store.read, now).copyAt).toBe(first.at)
    const remembered = readCopies(office.store.read)
    expect(remembered.map(({ problem }) => problem)).toEqual(['no-space', null])
  })

  test('is forgotten once a good one was made after it', async () => {
    answer = { ok: false, problem: 'io' }
    await copying.copy('day')
    answer = good
    now += day_ms
    const { name } = await copying.copy('day')
    expect(readCopies(office.store.read).map((one) => one.name)).toEqual([name])
  })

  test('because the office closes leaves no trace', async () => {
    answer = { ok: false, problem: 'stopped' }
    await copying.copy('shift')
    expect(readCopies(office.store.read)).toEqual([])
  })
})

test('two wishes for a copy at once are one copy', async () => {
  const [one, other] = await Promise.all([copying.copy('day'), copying.copy('person')])
  expect(one).toBe(other)
  expect((await readdir(folder)).length).toBe(1)
})

test('files that are no copies of ours stay', async () => {
  for (const name of ['schema-00000001-00000004.kvs', 'kvitok-2020-01-01-1800-day.kvs', 'notes.txt'])
    await writeFile(join(folder, name), 'other')
  for (let day = 0; day < 40; day += 1) {
    await copying.copy('day')
    now += day_ms
  }
  const files = await readdir(folder)
  expect(files).toEqual(
    expect.arrayContaining(['schema-00000001-00000004.kvs', 'kvitok-2020-01-01-1800-day.kvs', 'notes.txt']),
  )
})

test('a copy’s name says day, time and reason, and is not given twice', () => {
  const name = copyName(now, 'shift', zone, [])
  expect(name).toBe('kvitok-2026-01-01-1805-shift.kvs')
  expect(readCopyName(name)).toEqual({ day: '2026-01-01', reason: 'shift' })
  const second = copyName(now, 'shift', zone, [name])
  expect(second).toBe('kvitok-2026-01-01-1805-shift-2.kvs')
  expect(readCopyName(second)).toEqual({ day: '2026-01-01', reason: 'shift' })
  expect(readCopyName('00000004.kvs')).toBeNull()
})
