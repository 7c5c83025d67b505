import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../../src/main/app/ports/sql.ts'
import { createTimers } from '../../src/main/platform/clock.ts'
import { createFiles } from '../../src/main/platform/files.ts'
import { openStore } from '../../src/main/store/open-store.ts'
import { createFaultyFiles } from '../fakes/faulty-files.ts'
import { reopen, storeDeps } from '../fakes/office-store.ts'
import { smallSchema } from './small-schema.ts'

const migrations = smallSchema
const settings = sql.selectFrom('setting').select('key').orderBy('key')
const setting = (key: string) => sql.insertInto('setting').values({ key, value: 'x' })
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kvitok-disk-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

describe('a disk that fails under an open office', () => {
  test.each([
    ['datasync', 'io'],
    ['write', 'no-space'],
  ] as const)(
    'at %s with %s ends the store, and a new start has all that was acknowledged',
    async (call, code) => {
      const files = createFaultyFiles(createFiles(createTimers()))
      const fatal: unknown[] = []
      const { store } = await reopen(folder, { migrations, files, onFatal: (error) => fatal.push(error) })
      await store.write((tx) => tx.run(setting('kept')))
      files.fail(call, code)
      await expect(store.write((tx) => tx.run(setting('lost')))).rejects.toMatchObject({ code })
      expect(fatal).toHaveLength(1)
      expect(() => store.read.all(settings)).toThrow(/failed/)
      expect(() => store.write((tx) => tx.run(setting('later')))).toThrow(/failed/)
      files.heal()
      await store.close()
      const again = await reopen(folder, { migrations })
      expect(again.store.read.all(settings).map((row) => row.key)).toContain('kept')
      expect(again.store.read.all(settings).map((row) => row.key)).not.toContain('later')
      await again.store.close()
    },
  )

  test('refuses those who already waited for the same sync, all of them', async () => {
    const files = createFaultyFiles(createFiles(createTimers()))
    const { store } = await reopen(folder, { migrations, files, onFatal: () => undefined })
    files.fail('datasync', 'io')
    const results = await Promise.allSettled(
      ['a', 'b', 'c'].map((key) => store.write((tx) => tx.run(setting(key)))),
    )
    expect(results.map((result) => result.status)).toEqual(['rejected', 'rejected', 'rejected'])
    await store.close()
  })

  test('at a rotation is fatal for what comes after, not for what was acknowledged', async () => {
    const files = createFaultyFiles(createFiles(createTimers()))
    const fatal: unknown[] = []
    const limits = { segment: 1024 }
    const { store } = await reopen(folder, {
      migrations,
      files,
      limits,
      onFatal: (error) => fatal.push(error),
    })
    files.fail('writeAtomic', 'no-space')
    const keys = Array.from({ length: 40 }, (_, n) => `key-${n}`)
    await store.write((tx) => {
      for (const key of keys) tx.run(setting(key))
    })
    await expect(store.write((tx) => tx.run(setting('later')))).rejects.toMatchObject({ code: 'no-space' })
    expect(fatal).toHaveLength(1)
    await store.close()
    const again = await reopen(folder, { migrations })
    expect(again.store.read.all(settings)).toHaveLength(40)
    await again.store.close()
  })
})

describe('an office that cannot be opened', () => {
  test('because the disk is full says so and is not held', async () => {
    const files = createFaultyFiles(createFiles(createTimers()))
    files.fail('writeAtomic', 'no-space')
    const refused = await openStore(storeDeps(folder, { migrations, files }))
    expect(refused).toMatchObject({ ok: false, problem: { code: 'no-space' } })
    files.heal()
    const opened = await reopen(folder, { migrations, files })
    await opened.store.close()
  })

  test('because the folder may not be written says read-only', async () => {
    const files = createFaultyFiles(createFiles(createTimers()))
    files.fail('writeAtomic', 'denied')
    const refused = await openStore(storeDeps(folder, { migrations, files }))
    expect(refused).toMatchObject({ ok: false, problem: { code: 'read-only' } })
  })

  test('because a file stands where its folder belongs says that the folder is not there', async () => {
    const files = createFiles(createTimers())
    await files.writeNew(join(folder, 'journal'), new Uint8Array([1]))
    const refused = await openStore(storeDeps(folder, { migrations }))
    expect(refused).toMatchObject({ ok: false, problem: { code: 'folder-gone' } })
  })
})
