import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTimers } from '../../src/main/platform/clock.ts'
import { createFiles } from '../../src/main/platform/files.ts'
import { dumpFiles, plain, reopen } from '../fakes/office-store.ts'
import { createRecordingFiles, type DiskEvent } from '../fakes/recording-files.ts'
import { smallSchema } from './small-schema.ts'

const sector = 512
const groups = [1, 3, 2, 1, 1, 6, 1, 2, 4, 1, 1, 1, 5, 2, 1]
type Step = DiskEvent | { readonly kind: 'acknowledged'; readonly id: number }

let scratch: string
let start: Buffer
let steps: Step[]

const segmentOf = (folder: string): string => join(folder, 'journal', '00000002.kvj')

/** Records a run: callers alone and together, texts of less than a sector and of several, the file growing meanwhile. */
beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kvitok-power-'))
  scratch = await mkdtemp(join(tmpdir(), 'kvitok-power-'))
  const all: Step[] = []
  const files = createRecordingFiles(createFiles(createTimers()), (event) => all.push(event))
  await (await reopen(folder, { migrations: smallSchema })).store.close()
  const { store } = await reopen(folder, { migrations: smallSchema, files, limits: { step: 8192 } })
  start = await readFile(segmentOf(folder))
  all.length = 0
  let last = 0
  const add = async (): Promise<void> => {
    last += 1
    const id = last
    const name = 'ё'.repeat((id * 137) % 1500)
    await store.write((tx) => tx.run(plain('INSERT INTO client (id, name) VALUES (?, ?)', id, name)))
    all.push({ kind: 'acknowledged', id })
  }
  for (const size of groups) await Promise.all(Array.from({ length: size }, add))
  steps = [...all]
  await mkdir(join(scratch, 'snapshots'))
  await mkdir(join(scratch, 'journal'))
  const first = join('journal', '00000001.kvj')
  await writeFile(join(scratch, first), await readFile(join(folder, first)))
  await store.close()
  await rm(folder, { recursive: true })
})

afterAll(async () => {
  await rm(scratch, { recursive: true })
})

/** The segment after a power cut behind step `until`: what was synced whole, of the rest the sectors `keeps` says. */
function diskAfter(until: number, keeps: (sector: number) => boolean): Buffer {
  const done = steps.slice(0, until)
  const synced = done.findLastIndex((step) => step.kind === 'sync')
  let image = start
  for (const [index, step] of done.entries()) {
    if (step.kind !== 'write') continue
    const end = step.position + step.bytes.byteLength
    if (end > image.byteLength) image = Buffer.concat([image, Buffer.alloc(end - image.byteLength)])
    else image = Buffer.from(image)
    for (let at = step.position; at < end; ) {
      const next = Math.min(end, (Math.floor(at / sector) + 1) * sector)
      const piece = step.bytes.subarray(at - step.position, next - step.position)
      if (index <= synced || keeps(Math.floor(at / sector))) image.set(piece, at)
      at = next
    }
  }
  return image
}

test('a power cut at any moment, whichever sectors had reached the disk, loses nothing acknowledged', async () => {
  const cut = fc.record({ until: fc.nat(steps.length), lost: fc.uniqueArray(fc.nat(64)), seed: fc.nat(1) })
  await fc.assert(
    fc.asyncProperty(cut, async ({ until, lost, seed }) => {
      const keeps = (number: number): boolean => lost.includes(number % 64) === (seed === 0)
      await writeFile(segmentOf(scratch), diskAfter(until, keeps))
      const ids = ((await dumpFiles(scratch))['client'] ?? []).map((row) => row['id'])
      expect(ids).toEqual(ids.map((_, index) => index + 1))
      for (const step of steps.slice(0, until))
        if (step.kind === 'acknowledged') expect(ids).toContain(step.id)
    }),
    { numRuns: 400 },
  )
})
