import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createTimers } from '../../../src/main/platform/clock.ts'
import { createFiles } from '../../../src/main/platform/files.ts'
import { createRandom } from '../../../src/main/platform/random.ts'
import { computerId } from '../../../src/main/store/lock/computer-id.ts'
import { watch_ms } from '../../../src/main/store/lock/take-over.ts'
import { openStore } from '../../../src/main/store/open-store.ts'
import { createManualTimers } from '../../fakes/manual-timers.ts'
import { reopen, storeDeps } from '../../fakes/office-store.ts'
import { createMemoryLogger } from '../../fakes/silent-logger.ts'
import { smallSchema } from '../small-schema.ts'

const migrations = smallSchema
const files = createFiles(createTimers())
const mine = 'a'.repeat(32)
const another = 'b'.repeat(32)
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kvitok-two-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const lockFile = (): string => join(folder, 'office.lock')
const left = (holder: { host: string; computer?: string }): Promise<void> =>
  writeFile(lockFile(), JSON.stringify({ pid: 4711, since: 1, ...holder }))
const open = (computer: string | null) => openStore({ ...storeDeps(folder, { migrations }), computer })

describe('a lock file', () => {
  test('of a computer of the same name is another computer’s', async () => {
    await left({ host: hostname(), computer: another })
    expect(await open(mine)).toEqual({
      ok: false,
      problem: {
        code: 'locked',
        details: { holder: { host: hostname(), pid: 4711, since: 1 }, file: lockFile(), elsewhere: true },
      },
    })
  })

  test('of this computer was left by a crash', async () => {
    await left({ host: hostname(), computer: mine })
    const opened = await open(mine)
    expect(opened.ok).toBe(true)
    expect(JSON.parse(await readFile(lockFile(), 'utf8'))).toMatchObject({ computer: mine })
    if (opened.ok) await opened.store.close()
  })

  test.each([
    ['an older program’s', { host: hostname() }, mine],
    ['ours where no id can be kept', { host: hostname(), computer: another }, null],
  ])('without an id (%s) goes by the host name', async (_, holder, computer) => {
    await left(holder)
    const opened = await open(computer)
    expect(opened.ok).toBe(true)
    if (opened.ok) await opened.store.close()
  })

  test('of another name is another computer’s though the id is the same: the user’s folder lies on a server', async () => {
    await left({ host: 'kassa-2', computer: mine })
    expect(await open(mine)).toMatchObject({ problem: { code: 'locked', details: { elsewhere: true } } })
  })
})

test('two users of one computer exclude each other by the local name, whatever their ids', async () => {
  const first = await open(mine)
  await rm(lockFile())
  expect(await open(another)).toMatchObject({ problem: { code: 'locked', details: { elsewhere: false } } })
  if (first.ok) await first.store.close()
})

describe('the id of this computer', () => {
  const path = (): string => join(folder, 'user', 'keys', 'computer.id')
  const ask = (at = path()) => {
    const logger = createMemoryLogger()
    return { logger, id: computerId({ files, random: createRandom(), logger }, at) }
  }

  test('is made once and stays, for its user’s eyes alone', async () => {
    const first = await ask().id
    expect(first).toMatch(/^[0-9a-f]{32}$/)
    expect(await ask().id).toBe(first)
    expect((await stat(path())).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600)
  })

  test('is made anew where its file is none', async () => {
    const first = await ask().id
    await writeFile(path(), 'nonsense')
    const second = await ask().id
    expect(second).toMatch(/^[0-9a-f]{32}$/)
    expect(second).not.toBe(first)
  })

  test('is missing, and that is told, where it cannot be kept', async () => {
    await writeFile(join(folder, 'user'), '')
    const { logger, id } = ask()
    expect(await id).toBeNull()
    expect(logger.lines).toEqual(['warn: the id of this computer could not be kept'])
  })
})

describe('an office that is only to be looked at under another computer’s lock', () => {
  const look = (takeOver: boolean) => {
    const timers = createManualTimers()
    const opened = openStore({
      ...storeDeps(folder, { migrations, mode: 'read-only' }),
      lock: { timers, files, takeOver },
    })
    return { timers, opened }
  }

  beforeEach(async () => {
    await (await reopen(folder, { migrations })).store.close()
    await left({ host: 'kassa-2' })
  })

  test('is shown once a person says that it is off and its lock is not renewed, which stays as it is', async () => {
    const before = await readFile(lockFile(), 'utf8')
    const { timers, opened } = look(true)
    await timers.untilPending()
    timers.advance(watch_ms)
    const office = await opened
    expect(office.ok).toBe(true)
    if (office.ok) await office.store.close()
    expect(await readFile(lockFile(), 'utf8')).toBe(before)
  })

  test('is refused where the lock is renewed meanwhile', async () => {
    const { timers, opened } = look(true)
    await timers.untilPending()
    await left({ host: 'kassa-2', computer: another })
    timers.advance(watch_ms)
    expect(await opened).toMatchObject({ problem: { code: 'locked', details: { elsewhere: true } } })
  })

  test('is refused at once without a person’s word', async () => {
    expect(await look(false).opened).toMatchObject({ problem: { code: 'locked' } })
  })
})
