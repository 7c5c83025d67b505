import { appendFile, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { sql } from '../../src/main/app/ports/sql.ts'
import { openStore } from '../../src/main/store/open-store.ts'
import { reopen, storeDeps } from '../fakes/office-store.ts'
import { smallSchema } from './small-schema.ts'

const migrations = smallSchema
const settings = sql.selectFrom('setting').select('key').orderBy('key')
let folder: string
let last: string

/** An office whose process ended without a close: five transactions in segment 2, no seal. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kvitok-recovery-'))
  await (await reopen(folder, { migrations })).store.close()
  const { store } = await reopen(folder, { migrations, limits: { step: 4096 } })
  last = join(folder, 'journal', '00000002.kvj')
  for (const key of ['a', 'b', 'c', 'd', 'e']) {
    await store.write((tx) => tx.run(sql.insertInto('setting').values({ key, value: key })))
  }
  const crashed = await readFile(last)
  await store.close()
  await writeFile(last, crashed)
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

async function files(): Promise<Map<string, Buffer>> {
  const names = await readdir(join(folder, 'journal'))
  return new Map(
    await Promise.all(
      names.map(async (name) => [name, await readFile(join(folder, 'journal', name))] as const),
    ),
  )
}

async function restore(saved: ReadonlyMap<string, Buffer>): Promise<void> {
  await rm(join(folder, 'journal'), { recursive: true })
  await rm(join(folder, 'snapshots'), { recursive: true })
  const opened = await openStore(storeDeps(folder, { migrations: [] }))
  if (opened.ok) await opened.store.close()
  await rm(join(folder, 'journal', '00000001.kvj'))
  for (const [name, bytes] of saved) await writeFile(join(folder, 'journal', name), bytes)
}

describe('after a crash', () => {
  test('everything that was acknowledged is there, and a new segment begins', async () => {
    const { store } = await reopen(folder, { migrations })
    expect(store.read.all(settings).map((row) => row.key)).toEqual(['a', 'b', 'c', 'd', 'e'])
    expect(store.recovery).toEqual({ replayedFrames: 6, tornBytes: 0, migratedFrom: null })
    await store.write((tx) => tx.run(sql.insertInto('setting').values({ key: 'f', value: 'f' })))
    await store.close()
    expect(await readdir(join(folder, 'journal'))).toEqual(['00000001.kvj', '00000002.kvj', '00000003.kvj'])
  })

  test('a torn write is cut, reported, and gone at the next start', async () => {
    const bytes = await readFile(last)
    const used = bytes.findLastIndex((octet) => octet !== 0) + 1
    await writeFile(
      last,
      Buffer.concat([bytes.subarray(0, used), Buffer.from('KVFR and half a frame'), Buffer.alloc(99)]),
    )
    const { store } = await reopen(folder, { migrations })
    expect(store.read.all(settings)).toHaveLength(5)
    expect(store.recovery.tornBytes).toBe(21)
    await store.close()
    const again = await reopen(folder, { migrations })
    expect(again.store.recovery.tornBytes).toBe(0)
    await again.store.close()
  })

  test('a file that was never renamed into its place is removed', async () => {
    await writeFile(join(folder, 'journal', '00000003.kvj.tmp'), 'half')
    await writeFile(join(folder, 'snapshots', '00000002.kvs.tmp'), 'half')
    await (await reopen(folder, { migrations })).store.close()
    expect(await readdir(join(folder, 'snapshots'))).toEqual([])
    expect(await readdir(join(folder, 'journal'))).toHaveLength(3)
  })

  test('opening again and again without a write makes no more files', async () => {
    for (let round = 0; round < 3; round += 1) await (await reopen(folder, { migrations })).store.close()
    expect(await readdir(join(folder, 'journal'))).toHaveLength(3)
  })

  test('any one changed byte of the last segment gives a prefix of the transactions or a refusal that changes nothing', async () => {
    const saved = await files()
    const whole = saved.get('00000002.kvj')
    if (whole === undefined) throw new Error('no second segment')
    const used = whole.findLastIndex((octet) => octet !== 0) + 1
    const change = fc.record({ at: fc.nat(used + 8), mask: fc.integer({ min: 1, max: 255 }) })
    await fc.assert(
      fc.asyncProperty(change, async ({ at, mask }) => {
        const bytes = Buffer.from(whole)
        bytes[at] = (bytes[at] ?? 0) ^ mask
        await restore(new Map([...saved, ['00000002.kvj', bytes]]))
        const opened = await openStore(storeDeps(folder, { migrations }))
        if (!opened.ok) {
          expect(opened.problem.code).toBe('damaged')
          expect((await files()).get('00000002.kvj')?.equals(bytes)).toBe(true)
          return
        }
        const keys = opened.store.read.all(settings).map((row) => row.key)
        await opened.store.close()
        expect(['a', 'b', 'c', 'd', 'e'].slice(0, keys.length)).toEqual(keys)
        expect(keys.length).toBeGreaterThanOrEqual(4)
      }),
      { numRuns: 60 },
    )
  })
})

describe('damage is refused and nothing is touched', () => {
  async function refusal(): Promise<unknown> {
    const before = await files()
    const opened = await openStore(storeDeps(folder, { migrations }))
    expect(await files()).toEqual(before)
    if (opened.ok) await opened.store.close()
    return opened
  }

  test('when a segment in the middle is gone', async () => {
    await (await reopen(folder, { migrations })).store.close()
    await rm(last)
    expect(await refusal()).toMatchObject({ ok: false, problem: { code: 'damaged' } })
  })

  test('when every segment is gone and a snapshot is left: an office is not made anew over it', async () => {
    const opened = await reopen(folder, { migrations })
    await opened.maintenance.snapshot()
    await opened.store.close()
    for (const name of await readdir(join(folder, 'journal'))) await rm(join(folder, 'journal', name))
    const refused = await openStore(storeDeps(folder, { migrations }))
    expect(refused).toMatchObject({ ok: false, problem: { code: 'damaged' } })
    expect(await readdir(join(folder, 'journal'))).toEqual([])
  })

  test('when the first segment is gone', async () => {
    await rm(join(folder, 'journal', '00000001.kvj'))
    expect(await refusal()).toMatchObject({ ok: false, problem: { code: 'damaged' } })
  })

  test('when a segment before the last one was cut short', async () => {
    const { store } = await reopen(folder, { migrations })
    await store.write((tx) => tx.run(sql.insertInto('setting').values({ key: 'f', value: 'f' })))
    await store.close()
    const bytes = await readFile(last)
    await writeFile(last, bytes.subarray(0, bytes.indexOf('KVFR', 800)))
    expect(await refusal()).toMatchObject({ ok: false, problem: { code: 'damaged' } })
  })

  test('when octets follow the end of a segment before the last one', async () => {
    await (await reopen(folder, { migrations })).store.close()
    await appendFile(last, 'more')
    expect(await refusal()).toMatchObject({
      ok: false,
      problem: { code: 'damaged', details: { file: last } },
    })
  })

  test('when two segments have changed places', async () => {
    const first = join(folder, 'journal', '00000001.kvj')
    await rename(first, `${first}.aside`)
    await rename(last, first)
    await rename(`${first}.aside`, last)
    expect(await refusal()).toMatchObject({ ok: false, problem: { code: 'damaged' } })
  })

  test("when a segment is another office's", async () => {
    const other = await mkdtemp(join(tmpdir(), 'kvitok-other-'))
    await (await reopen(other, { migrations })).store.close()
    await (await reopen(other, { migrations })).store.close()
    await writeFile(last, await readFile(join(other, 'journal', '00000002.kvj')))
    expect(await refusal()).toMatchObject({
      ok: false,
      problem: { code: 'damaged', details: { reason: 'it belongs to another office' } },
    })
    await rm(other, { recursive: true })
  })
})
