import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Files } from '../../../src/main/app/ports/files.ts'
import { FileError } from '../../../src/main/app/ports/files.ts'
import { createTimers } from '../../../src/main/platform/clock.ts'
import { createFiles } from '../../../src/main/platform/files.ts'
import { beat_ms, OfficeTakenOver } from '../../../src/main/store/lock/heartbeat.ts'
import type { LockHolder } from '../../../src/main/store/lock/holder.ts'
import { lockOffice } from '../../../src/main/store/lock/office-lock.ts'
import { watch_ms } from '../../../src/main/store/lock/take-over.ts'
import { officePaths } from '../../../src/main/store/office-paths.ts'
import { createManualTimers } from '../../fakes/manual-timers.ts'
import { createMemoryLogger } from '../../fakes/silent-logger.ts'

let folder: string
const releases: (() => Promise<void>)[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kvitok-beat-'))
})

afterEach(async () => {
  for (const release of releases.splice(0)) await release()
  await rm(folder, { recursive: true, force: true })
})

const lockFile = (): string => join(folder, 'office.lock')
const read = async (): Promise<Record<string, unknown>> => JSON.parse(await readFile(lockFile(), 'utf8'))
const named = { host: 'kassa-2', pid: 4711, since: 1_770_000_000_000 }
const there: LockHolder = { ...named, computer: 'b'.repeat(32) }
const here: LockHolder = {
  host: hostname(),
  pid: process.pid,
  since: 1_780_000_000_000,
  computer: 'a'.repeat(32),
}
const textOf = (holder: LockHolder, beat: string): string => `${JSON.stringify({ ...holder, beat })}\n`
const real = createFiles(createTimers())

/** Replaces the lock file as a whole, as another machine does. */
const replaceLock = async (text: string): Promise<void> => {
  await writeFile(`${lockFile()}.other`, text)
  await rename(`${lockFile()}.other`, lockFile())
}

const lock = async (options: { takeOver?: boolean; files?: Files } = {}) => {
  const timers = createManualTimers()
  const logger = createMemoryLogger()
  const lost: OfficeTakenOver[] = []
  const taken = Promise.withResolvers<OfficeTakenOver>()
  const life = {
    timers,
    clock: { now: () => timers.monotonic() },
    files: options.files ?? real,
    logger,
    takeOver: options.takeOver ?? false,
    onLost: (error: OfficeTakenOver) => {
      lost.push(error)
      taken.resolve(error)
    },
  }
  const result = lockOffice(real, officePaths(folder), here, life).then((locked) => {
    if (locked.ok) releases.push(locked.release)
    return locked
  })
  /** Lets a beat's time pass; resolves when its renewal has ended one way or the other. */
  const beat = async (): Promise<void> => {
    await timers.untilPending()
    timers.advance(beat_ms)
    if (lost.length === 0) await timers.untilPending()
  }
  return { timers, logger, lost, taken: taken.promise, result, beat }
}

describe('a lock that is held', () => {
  test('is renewed every 30 seconds by a counter in its file', async () => {
    const { result, beat } = await lock()
    await result
    expect(await read()).toEqual({ ...here, beat: '0000000000' })
    await beat()
    await beat()
    expect(await read()).toEqual({ ...here, beat: '0000000002' })
  })

  test('is renewed in its place: whoever reads it never finds half of it', async () => {
    const { result, beat } = await lock()
    await result
    const before = (await readFile(lockFile())).length
    await beat()
    expect((await readFile(lockFile())).length).toBe(before)
  })

  test('is lost when another machine has taken its file, which stays as it is', async () => {
    const rig = await lock()
    await rig.result
    await replaceLock(textOf(there, '0000000000'))
    await rig.timers.untilPending()
    rig.timers.advance(beat_ms)
    const error = await rig.taken
    expect(error).toBeInstanceOf(OfficeTakenOver)
    expect(error.holder).toEqual(named)
    expect(rig.lost).toHaveLength(1)
    expect(rig.timers.pending()).toBe(0)
    for (const release of releases.splice(0)) await release()
    expect(await readFile(lockFile(), 'utf8')).toBe(textOf(there, '0000000000'))
  })

  test('whose file somebody tidied away is written anew', async () => {
    const { result, beat } = await lock()
    await result
    await rm(lockFile())
    await beat()
    expect(await read()).toMatchObject(here)
  })

  test('whose file cannot be renewed is told once, held on to, and told when it can be again', async () => {
    let broken = true
    const failing: Files = {
      ...real,
      open: (path, mode) =>
        broken ? Promise.reject(new FileError('io', path, 'open')) : real.open(path, mode),
    }
    const { result, beat, logger, lost } = await lock({ files: failing })
    await result
    await beat()
    await beat()
    broken = false
    await beat()
    expect(logger.lines).toEqual([
      'warn: the lock of the office could not be renewed',
      'info: the lock of the office is renewed again',
    ])
    expect(lost).toEqual([])
  })

  test('is renewed no more once it is let go, and its file is gone', async () => {
    const { result, timers } = await lock()
    await result
    for (const release of releases.splice(0)) await release()
    expect(timers.pending()).toBe(0)
    await expect(readFile(lockFile())).rejects.toMatchObject({ code: 'ENOENT' })
  })
})

describe('a lock file of another machine', () => {
  test('that is not renewed while it is watched is taken over', async () => {
    await writeFile(lockFile(), textOf(there, '0000000007'))
    const { result, timers } = await lock({ takeOver: true })
    await timers.untilPending()
    timers.advance(watch_ms)
    await timers.untilPending()
    timers.advance(3000)
    expect(await result).toMatchObject({ ok: true })
    expect(await read()).toMatchObject(here)
  })

  test('that is renewed meanwhile is respected: its holder is alive', async () => {
    await writeFile(lockFile(), textOf(there, '0000000007'))
    const { result, timers } = await lock({ takeOver: true })
    await timers.untilPending()
    await writeFile(lockFile(), textOf(there, '0000000008'))
    timers.advance(watch_ms)
    expect(await result).toEqual({ ok: false, holder: named, elsewhere: true })
    expect(await read()).toMatchObject(there)
  })

  test('that a third machine takes at the same time belongs to the later one', async () => {
    await writeFile(lockFile(), textOf(there, '0000000007'))
    const { result, timers } = await lock({ takeOver: true })
    await timers.untilPending()
    timers.advance(watch_ms)
    await timers.untilPending()
    const third = { host: 'kassa-3', pid: 99, since: 1_780_000_000_001 }
    await replaceLock(textOf({ ...third, computer: null }, '0000000000'))
    timers.advance(3000)
    expect(await result).toEqual({ ok: false, holder: third, elsewhere: true })
  })

  test('is not touched without a person’s word', async () => {
    await writeFile(lockFile(), textOf(there, '0000000007'))
    const { result } = await lock()
    expect(await result).toEqual({ ok: false, holder: named, elsewhere: true })
  })

  test('that goes away while it is watched leaves the office free', async () => {
    await writeFile(lockFile(), textOf(there, '0000000007'))
    const { result, timers } = await lock({ takeOver: true })
    await timers.untilPending()
    await rm(lockFile())
    timers.advance(watch_ms)
    await timers.untilPending()
    timers.advance(3000)
    expect(await result).toMatchObject({ ok: true })
  })
})
