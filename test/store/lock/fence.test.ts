import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { FileError, type Files } from '../../../src/main/app/ports/files.ts'
import type { Store } from '../../../src/main/app/ports/store.ts'
import { createTimers } from '../../../src/main/platform/clock.ts'
import { createFiles } from '../../../src/main/platform/files.ts'
import { beat_ms, OfficeTakenOver, stale_ms } from '../../../src/main/store/lock/heartbeat.ts'
import { openStore, type StoreDeps } from '../../../src/main/store/open-store.ts'
import { salvage } from '../../../src/main/store/salvage.ts'
import { createManualTimers } from '../../fakes/manual-timers.ts'
import { encrypted, plain, reopen, storeDeps } from '../../fakes/office-store.ts'
import { smallSchema } from '../small-schema.ts'

const migrations = smallSchema
const real = createFiles(createTimers())
const hour_ms = 3_600_000
const stranger = JSON.stringify({ host: 'kassa-2', pid: 4711, since: 1, computer: 'c'.repeat(32) })
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kvitok-fence-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const lockFile = (): string => join(folder, 'office.lock')

/** An open office whose wall clock may jump while its timers stand, as in a computer that sleeps. */
const openHere = async (options: { protection?: ReturnType<typeof encrypted>; lockFiles?: Files } = {}) => {
  const timers = createManualTimers()
  const time = { slept_ms: 0 }
  const clock = { now: () => Date.UTC(2026, 10, 23) + timers.monotonic() + time.slept_ms }
  const fatal: unknown[] = []
  const onFatal = (error: unknown): void => {
    fatal.push(error)
  }
  const { lockFiles, ...rest } = options
  const usual = storeDeps(folder, { migrations, clock, onFatal, ...rest })
  const rebuild = { made: (): Promise<void> => Promise.resolve() }
  const deps: StoreDeps = {
    ...usual,
    rebuild: async (...asked) => {
      const result = await usual.rebuild(...asked)
      await rebuild.made()
      return result
    },
    lock: { timers, files: lockFiles ?? real, takeOver: false },
    computer: 'a'.repeat(32),
  }
  const opened = await openStore(deps)
  if (!opened.ok) throw new Error(opened.problem.code)
  const { store, maintenance } = opened
  const sleep = (): void => {
    time.slept_ms += hour_ms
  }
  return { store, maintenance, timers, fatal, sleep, time, rebuild }
}

/** As another machine does: the file as a whole. */
const takeOver = async (): Promise<void> => {
  await writeFile(`${lockFile()}.other`, stranger)
  await rename(`${lockFile()}.other`, lockFile())
}

const write = (store: Store, key: string): Promise<void> =>
  store.write((tx) => {
    tx.run(plain("INSERT INTO setting (key, value) VALUES (?, 'x')", key))
  })

/** Every octet of the office but its lock. */
const contents = async (): Promise<Map<string, string>> => {
  const all = new Map<string, string>()
  for (const part of ['journal', 'snapshots']) {
    for (const name of await readdir(join(folder, part))) {
      all.set(`${part}/${name}`, (await readFile(join(folder, part, name))).toString('latin1'))
    }
  }
  return all
}

const keysHere = async (): Promise<string[]> => {
  const { store } = await reopen(folder, { migrations })
  const rows = store.read.all<{ key: string }>(plain('SELECT key FROM setting ORDER BY key'))
  await store.close()
  return rows.map(({ key }) => key)
}

describe('a computer that slept longer than its lock may lie', () => {
  test('writes nothing of its first payment after another one took the office over', async () => {
    const { store, fatal, sleep } = await openHere()
    await write(store, 'before')
    const before = await contents()
    sleep()
    await takeOver()
    await expect(write(store, 'after')).rejects.toBeInstanceOf(OfficeTakenOver)
    expect(await contents()).toEqual(before)
    expect(fatal).toEqual([expect.any(OfficeTakenOver)])
    await store.close()
    expect(await contents()).toEqual(before)
    expect(await readFile(lockFile(), 'utf8')).toBe(stranger)
  })

  test('writes nothing either where the other one has worked and left: its lock file is gone', async () => {
    const { store, sleep } = await openHere()
    const before = await contents()
    sleep()
    await rm(lockFile())
    await expect(write(store, 'after')).rejects.toBeInstanceOf(OfficeTakenOver)
    expect(await contents()).toEqual(before)
    await store.close()
  })

  test('does not seal its segment at a close', async () => {
    const { store, sleep, fatal } = await openHere()
    await write(store, 'before')
    const before = await contents()
    sleep()
    await takeOver()
    await store.close()
    expect(await contents()).toEqual(before)
    expect(fatal).toHaveLength(1)
  })

  test('makes no snapshot and lets go of nothing', async () => {
    const { store, maintenance, sleep } = await openHere()
    await write(store, 'one')
    await maintenance.snapshot()
    await write(store, 'two')
    const before = await contents()
    sleep()
    await takeOver()
    await expect(maintenance.snapshot()).rejects.toBeInstanceOf(OfficeTakenOver)
    expect(await contents()).toEqual(before)
    await store.close()
  })

  test('lets go of nothing for a snapshot that it was making while it slept', async () => {
    const slept = { yet: false }
    const { store, maintenance, sleep, rebuild } = await openHere()
    await write(store, 'one')
    await maintenance.snapshot()
    await write(store, 'two')
    await maintenance.snapshot()
    await write(store, 'three')
    const listed = [...(await contents()).keys()]
    rebuild.made = async () => {
      slept.yet = true
      sleep()
      await takeOver()
    }
    await maintenance.snapshot()
    expect(slept.yet).toBe(true)
    expect([...(await contents()).keys()]).toEqual(expect.arrayContaining(listed))
    await store.close()
  })

  test('leaves the key file as it is', async () => {
    const { store, maintenance, sleep } = await openHere({ protection: encrypted(folder) })
    const before = await readFile(join(folder, 'office.keys'), 'utf8')
    sleep()
    await takeOver()
    await expect(maintenance.keys.setPassphrase('другая верная фраза')).rejects.toBeInstanceOf(
      OfficeTakenOver,
    )
    expect(await readFile(join(folder, 'office.keys'), 'utf8')).toBe(before)
    await store.close()
  })

  test('goes on where nobody came, and has renewed its lock before it wrote', async () => {
    const { store, fatal, sleep } = await openHere()
    sleep()
    await write(store, 'after')
    expect(JSON.parse(await readFile(lockFile(), 'utf8'))).toMatchObject({ beat: '0000000001' })
    await write(store, 'more')
    expect(JSON.parse(await readFile(lockFile(), 'utf8'))).toMatchObject({ beat: '0000000001' })
    await store.close()
    expect(fatal).toEqual([])
    expect(await keysHere()).toEqual(['after', 'more'])
  })

  test('looks at its lock where the clock was set back meanwhile', async () => {
    const { store, time } = await openHere()
    time.slept_ms = -1
    await takeOver()
    await expect(write(store, 'after')).rejects.toBeInstanceOf(OfficeTakenOver)
    await store.close()
  })

  test('looks at its lock where only the timers went on: the process was stopped and the clock is wrong', async () => {
    const { store, timers, time } = await openHere({ lockFiles: neverRenewed() })
    for (let passed = 0; passed < stale_ms; passed += beat_ms) {
      await timers.untilPending()
      timers.advance(beat_ms)
      time.slept_ms -= beat_ms
    }
    await expect(write(store, 'after')).rejects.toBeInstanceOf(FileError)
    await store.close()
  })

  test('tells the loss once, whoever finds it out', async () => {
    const { store, fatal, timers, sleep } = await openHere()
    sleep()
    await takeOver()
    timers.advance(beat_ms)
    await expect(write(store, 'after')).rejects.toBeInstanceOf(OfficeTakenOver)
    expect(fatal).toHaveLength(1)
    await store.close()
  })
})

describe('a computer that is awake', () => {
  test('asks nothing of the lock file before a payment', async () => {
    const { store, fatal } = await openHere({ lockFiles: neverRenewed() })
    await write(store, 'one')
    await store.close()
    expect(fatal).toEqual([])
  })
})

test('a salvage stops before it replaces anything once another computer has the office', async () => {
  const { store } = await reopen(folder, { migrations })
  await write(store, 'one')
  await store.close()
  const timers = createManualTimers()
  let slept_ms = 0
  const clock = { now: () => Date.UTC(2026, 10, 23) + slept_ms }
  const before = await contents()
  const deps = { ...storeDeps(folder, { migrations, clock }), lock: { timers, files: real, takeOver: false } }
  const files: Files = {
    ...deps.files,
    read: async (path) => {
      if (path.endsWith('.kvj') && slept_ms === 0) {
        slept_ms = hour_ms
        await takeOver()
      }
      return deps.files.read(path)
    },
  }
  const result = await salvage({ ...deps, files }, () => undefined)
  expect(result).toMatchObject({ ok: false, problem: { code: 'locked', details: { elsewhere: true } } })
  expect(await contents()).toEqual(before)
})

test('a salvage renews its lock while it works', async () => {
  const { store } = await reopen(folder, { migrations })
  await write(store, 'one')
  await store.close()
  const timers = createManualTimers()
  const deps = { ...storeDeps(folder, { migrations }), lock: { timers, files: real, takeOver: false } }
  const beats: unknown[] = []
  const rebeat = async (): Promise<void> => {
    timers.advance(beat_ms)
    await timers.untilPending()
    beats.push(JSON.parse(await readFile(lockFile(), 'utf8')).beat)
  }
  const loadEngine = async () => {
    await rebeat()
    return deps.loadEngine()
  }
  expect(await salvage({ ...deps, loadEngine }, () => undefined)).toMatchObject({ ok: true })
  expect(beats[0]).toBe('0000000001')
  expect(timers.pending()).toBe(0)
})

/** A share that refuses the lock file and nothing else. */
function neverRenewed(): Files {
  const refuse = (path: string) => Promise.reject(new FileError('io', path, 'open'))
  return { ...real, open: refuse, read: refuse }
}
