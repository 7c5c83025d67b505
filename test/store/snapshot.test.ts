import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { sql } from '../../src/main/app/ports/sql.ts'
import type { Store } from '../../src/main/app/ports/store.ts'
import { openStore } from '../../src/main/store/open-store.ts'
import { createWorkerRebuild } from '../../src/main/store/snapshot/rebuild-in-worker.ts'
import {
  dump,
  dumpFiles,
  type OfficeStore,
  openOfficeStore,
  reopen,
  storeDeps,
} from '../fakes/office-store.ts'
import { smallSchema } from './small-schema.ts'

const options = { migrations: smallSchema }
const tiny = { segment: 4096, step: 4096, snapshotTail: 8192, snapshotShare: 1_000_000, snapshotSegments: 32 }
let office: OfficeStore | null = null

afterEach(async () => {
  await office?.close()
  office = null
})

async function fill(store: Store, from: number, count: number): Promise<void> {
  for (let index = from; index < from + count; index += 1) {
    const value = `значение ${index} `.repeat(10)
    await store.write((tx) => tx.run(sql.insertInto('setting').values({ key: `k${index}`, value })))
  }
}

describe('a snapshot', () => {
  test('saves the replay of what it holds', async () => {
    office = await openOfficeStore(options)
    await fill(office.store, 0, 20)
    await office.maintenance.snapshot()
    await fill(office.store, 20, 3)
    const before = dump(office.store.read)
    await office.store.close()
    const again = await reopen(office.folder, options)
    expect(again.store.recovery.replayedFrames).toBe(3)
    expect(dump(again.store.read)).toEqual(before)
    await again.store.close()
    await rm(office.folder, { recursive: true })
    office = null
  })

  test('is built by a worker that leaves the office open', async () => {
    const wasm = await readFile(createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm'))
    const entry = new URL('../../src/main/store/snapshot/rebuild-worker.ts', import.meta.url)
    const folder = await makeOffice()
    const opened = await openStore({
      ...storeDeps(folder, options),
      rebuild: createWorkerRebuild(entry, wasm),
    })
    if (!opened.ok) throw new Error('not open')
    const made = opened.maintenance.snapshot()
    await fill(opened.store, 100, 20)
    await made
    expect(await readdir(join(folder, 'snapshots'))).toEqual(['00000002.kvs'])
    await opened.store.close()
    await rm(folder, { recursive: true })
  })

  test('is made by itself when the journal grows, and the generation before it stays', async () => {
    office = await openOfficeStore({ ...options, limits: tiny })
    await fill(office.store, 0, 400)
    await office.maintenance.snapshot()
    const snapshots = await readdir(join(office.folder, 'snapshots'))
    const segments = await readdir(join(office.folder, 'journal'))
    expect(snapshots).toHaveLength(2)
    expect(Number.parseInt(segments[0] ?? '', 10)).toBe(Number.parseInt(snapshots[0] ?? '', 10) + 1)
  })

  test('that cannot be made leaves the office at work, and the next one is tried', async () => {
    const folder = await makeOffice()
    const deps = storeDeps(folder, options)
    let asked = 0
    const opened = await openStore({
      ...deps,
      rebuild: async (request, signal) => {
        asked += 1
        if (asked > 1) return deps.rebuild(request, signal)
        return { ok: false, problem: { code: 'io', details: { file: folder, reason: 'no-space' } } }
      },
    })
    if (!opened.ok) throw new Error('not open')
    await opened.maintenance.snapshot()
    expect(await readdir(join(folder, 'snapshots'))).toEqual([])
    await fill(opened.store, 100, 2)
    await opened.maintenance.snapshot()
    expect(await readdir(join(folder, 'snapshots'))).toHaveLength(1)
    await opened.store.close()
    await rm(folder, { recursive: true })
  })

  test('that is being built is given up when its office closes, and is made at the next opening', async () => {
    const folder = await makeOffice()
    const deps = storeDeps(folder, options)
    const begun = Promise.withResolvers<void>()
    const opened = await openStore({
      ...deps,
      rebuild: (_request, signal) =>
        new Promise((resolve) => {
          signal.addEventListener('abort', () => resolve(null))
          begun.resolve()
        }),
    })
    if (!opened.ok) throw new Error('not open')
    const made = opened.maintenance.snapshot()
    await begun.promise
    await opened.store.close()
    await made
    expect(await readdir(join(folder, 'snapshots'))).toEqual([])
    const again = await reopen(folder, options)
    await again.maintenance.snapshot()
    await again.store.close()
    expect(await readdir(join(folder, 'snapshots'))).toHaveLength(1)
    await rm(folder, { recursive: true })
  })

  test('in a worker that is told to end does end, and answers nothing', async () => {
    const wasm = await readFile(createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm'))
    const entry = new URL('../../src/main/store/snapshot/rebuild-worker.ts', import.meta.url)
    const folder = await makeOffice()
    const rebuild = createWorkerRebuild(entry, wasm)
    const stopping = new AbortController()
    const request = { folder, upTo: 1, knownSchema: 1, ring: null }
    const answer = rebuild(request, stopping.signal)
    stopping.abort()
    expect(await answer).toBeNull()
    expect(await rebuild(request, stopping.signal)).toBeNull()
    await rm(folder, { recursive: true })
  })

  test('is finished before its office is let go', async () => {
    const folder = await makeOffice()
    const opened = await reopen(folder, { ...options, limits: tiny })
    await fill(opened.store, 100, 60)
    await opened.store.close()
    const names = await readdir(join(folder, 'snapshots'))
    expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([])
    expect(names.length).toBeGreaterThan(0)
    await rm(folder, { recursive: true })
  })

  test('that is damaged is passed over for the one before it', async () => {
    const folder = await makeOffice(2)
    const before = await dumpFiles(folder)
    const names = await readdir(join(folder, 'snapshots'))
    await flip(join(folder, 'snapshots', names.at(-1) ?? ''), 9000)
    const again = await reopen(folder, options)
    expect(dump(again.store.read)).toEqual(before)
    expect(again.store.recovery.replayedFrames).toBeGreaterThan(0)
    await again.store.close()
    await rm(folder, { recursive: true })
  })

  test('that is damaged, with nothing before it, is refused and left as it is', async () => {
    const folder = await makeOffice(3)
    const names = await readdir(join(folder, 'snapshots'))
    for (const name of names) await flip(join(folder, 'snapshots', name), 5000)
    const files = await contents(folder)
    const refused = await openStore(storeDeps(folder, options))
    expect(refused).toMatchObject({ ok: false, problem: { code: 'damaged' } })
    expect(await contents(folder)).toEqual(files)
    await rm(folder, { recursive: true })
  })
})

/** A closed office with rows and the given number of snapshots. */
async function makeOffice(snapshots = 0): Promise<string> {
  const made = await openOfficeStore(options)
  await fill(made.store, 0, 10)
  for (let number = 1; number <= snapshots; number += 1) {
    await made.maintenance.snapshot()
    await fill(made.store, number * 10, 10)
  }
  await made.store.close()
  return made.folder
}

async function flip(path: string, offset: number): Promise<void> {
  const bytes = await readFile(path)
  bytes[offset] = (bytes[offset] ?? 0) ^ 1
  await writeFile(path, bytes)
}

async function contents(folder: string): Promise<Record<string, string>> {
  const all: Record<string, string> = {}
  for (const part of ['journal', 'snapshots']) {
    for (const name of await readdir(join(folder, part))) {
      all[`${part}/${name}`] = (await readFile(join(folder, part, name))).toString('base64')
    }
  }
  return all
}

test('in a large office the tail may grow with the snapshot before another is made', async () => {
  office = await openOfficeStore({ ...options, limits: { ...tiny, snapshotShare: 1 / 1_000_000 } })
  await office.maintenance.snapshot()
  await fill(office.store, 0, 200)
  // A close waits for a snapshot under way.
  await office.store.close()
  const { folder } = office
  office = null
  expect(await readdir(join(folder, 'snapshots'))).toHaveLength(1)
  await rm(folder, { recursive: true })
})
