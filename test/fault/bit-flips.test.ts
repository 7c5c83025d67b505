import { beforeAll, describe, expect, test } from 'vitest'
import { createFiles } from '../../src/main/platform/files.ts'
import { ringFinder } from '../../src/main/store/keys/key-ring.ts'
import { checkSnapshot } from '../../src/main/store/snapshot/snapshot-file.ts'
import { seeded } from '../fakes/disk/choices.ts'
import { type DiskImage, DiskState } from '../fakes/disk/disk-state.ts'
import { createSimulatedDisk, emptyImage } from '../fakes/disk/simulated-disk.ts'
import { programs } from './acts.ts'
import { told } from './look.ts'
import { createOpener, hurried, type Opener, officeHome } from './pay-office.ts'
import { type Act, openOn, payTogether } from './recorded-run.ts'
import { createReference, type Reference } from './reference.ts'

const migrations = programs.older
const small: readonly Act[] = [{ pay: 2 }, 'snapshot', { pay: 1 }, 'snapshot', { pay: 2 }, { pay: 1 }]
const larger: readonly Act[] = [
  ...Array.from({ length: 10 }, () => ({ pay: 3 })),
  'snapshot',
  { pay: 5 },
  'restart',
  { pay: 3 },
  { pay: 1 },
]

let open: Opener
let reference: Reference

beforeAll(async () => {
  open = await createOpener('plain')
  reference = await createReference(open, [migrations], 45)
})

interface Made {
  readonly image: DiskImage
  readonly payments: number
}

/** An office after `acts`, closed as it should be or with its process just gone. */
async function make(acts: readonly Act[], closed: boolean, opener = open): Promise<Made> {
  const disk = createSimulatedDisk(DiskState.of(emptyImage(officeHome)))
  const model = { asked: 0, acknowledged: 0 }
  let office = await openOn(opener, disk, migrations)
  for (const act of acts) {
    if (act === 'snapshot') await office.maintenance.snapshot()
    else if (typeof act === 'object') await payTogether(office.store, model, act.pay)
    else {
      await office.store.close()
      office = await openOn(opener, disk, migrations)
    }
  }
  const killed = disk.state.afterKill()
  await office.store.close()
  return { image: closed ? disk.state.afterKill() : killed, payments: model.acknowledged }
}

const filesOf = (image: DiskImage, ending: string): [string, Buffer][] =>
  [...image].flatMap(([path, content]) =>
    content !== null && path.endsWith(ending) ? [[path, content] as [string, Buffer]] : [],
  )

function flipped(image: DiskImage, path: string, offset: number, bit: number): DiskImage {
  const content = Buffer.from(image.get(path) ?? [])
  content[offset] = (content[offset] ?? 0) ^ (1 << bit)
  return new Map([...image, [path, content]])
}

type Outcome = 'right' | 'cut and reported' | 'refused'

/** The last three only of encrypted offices: a bad last frame that this computer knows of, or keys that are not to be had. */
const rightProblems = ['damaged', 'older-than-known', 'passphrase', 'no-key']

/** Opens it; throws where the answer is wrong, where nobody hears, or where a refusal changed a file. */
async function openFlipped(image: DiskImage, payments: number, opener = open): Promise<Outcome> {
  const disk = createSimulatedDisk(DiskState.of(image))
  const { result, reports } = await opener(disk, { migrations })
  if (!result.ok) {
    expect(result.problem.code).toBeOneOf(rightProblems)
    expect(withoutLock(disk.state.afterKill())).toEqual(withoutLock(image))
    return 'refused'
  }
  const whole = reference.complaint(result.store, migrations, payments)
  const lastLost = reference.complaint(result.store, migrations, payments - 1)
  await result.store.close()
  if (whole === null) return 'right'
  if (lastLost !== null) throw new Error(lastLost)
  if (reports.logged.length === 0) throw new Error('a payment was cut, and nobody was told')
  return 'cut and reported'
}

const withoutLock = (image: DiskImage): (readonly [string, string | undefined])[] =>
  [...image].flatMap(([path, content]) =>
    path.endsWith('office.lock') ? [] : [[path, content?.toString('latin1')] as const],
  )

/** Where zeros stand for nothing (the free part of a header, what a file was sized ahead with) a look in sixteen is enough. */
function strideAt(content: Buffer, offset: number): number {
  const ahead = content.subarray(offset, offset + 16)
  return ahead.byteLength === 16 && ahead.every((octet) => octet === 0) ? 16 : 1
}

describe('one bit that flipped', () => {
  test('anywhere in the journal of a closed office gives exactly what was there or a refusal that changes nothing', async () => {
    const { image, payments } = await make(small, true)
    const outcomes = await everyByte(image, payments, filesOf(image, '.kvj'))
    expect(outcomes.get('cut and reported')).toBeUndefined()
    expect(outcomes.get('refused')).toBeGreaterThan(500)
  })

  test('anywhere in the open segment of a killed office costs at most the last frame, which is reported', async () => {
    const { image, payments } = await make(small, false)
    const outcomes = await everyByte(image, payments, filesOf(image, '.kvj').slice(-1))
    expect(outcomes.get('cut and reported')).toBeGreaterThan(100)
    expect(outcomes.get('refused')).toBeGreaterThan(500)
  })

  async function everyByte(
    image: DiskImage,
    payments: number,
    files: readonly [string, Buffer][],
  ): Promise<ReadonlyMap<Outcome, number>> {
    const outcomes = new Map<Outcome, number>()
    for (const [path, content] of files) {
      for (let offset = 0; offset < content.byteLength; offset += strideAt(content, offset)) {
        await told(`octet ${offset} of ${path}`, async () => {
          const outcome = await openFlipped(flipped(image, path, offset, offset % 8), payments)
          outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
        })
      }
    }
    return outcomes
  }

  test('anywhere in a snapshot is noticed', async () => {
    const { image } = await make(small, true)
    const snapshots = filesOf(image, '.kvs')
    expect(snapshots).toHaveLength(2)
    const [path, content] = snapshots[1] ?? ['', Buffer.alloc(0)]
    for (let offset = 0; offset < content.byteLength; offset += 1) {
      const state = DiskState.of(flipped(image, path, offset, offset % 8))
      const files = createFiles(hurried, createSimulatedDisk(state).calls)
      if ((await checkSnapshot(files, path, ringFinder(null))) === null)
        throw new Error(`octet ${offset} was not noticed`)
    }
  })

  test('in the newest snapshot, or in both, opens the office right by the journal or the one before', async () => {
    const { image, payments } = await make(small, true)
    const [older = '', newest = ''] = filesOf(image, '.kvs').map(([path]) => path)
    const size = image.get(newest)?.byteLength ?? 0
    for (const offset of [0, 8, 10, 16, 32, 48, 64, 100, 500, 512, 600, 5000, size - 17, size - 1]) {
      expect(await openFlipped(flipped(image, newest, offset, 3), payments)).toBe('right')
      const both = flipped(flipped(image, newest, offset, 3), older, offset, 5)
      expect(await openFlipped(both, payments)).toBe('refused')
    }
  })

  test('at random in a larger office gives what was there, or costs the last frame with a report, or is refused', async () => {
    const random = seeded(20261122)
    for (const closed of [true, false]) {
      const { image, payments } = await make(larger, closed)
      const all = [...filesOf(image, '.kvj'), ...filesOf(image, '.kvs')]
      for (let round = 0; round < 150; round += 1) {
        const [path, content] = all[random(all.length)] ?? ['', Buffer.alloc(0)]
        const offset = random(content.byteLength)
        await told(`octet ${offset} of ${path}`, async () => {
          await openFlipped(flipped(image, path, offset, random(8)), payments)
        })
      }
    }
  })

  test('anywhere in the journal or the key file of an encrypted office, or in what this computer keeps, is noticed', async () => {
    const opener = await createOpener('encrypted')
    const { image, payments } = await make(small, true, opener)
    const outcomes = new Map<Outcome, number>()
    const files = ['.kvj', 'office.keys', '.key'].flatMap((ending) => filesOf(image, ending))
    expect(files.length).toBeGreaterThanOrEqual(4)
    for (const [path, content] of files) {
      for (let offset = 0; offset < content.byteLength; offset += 3 * strideAt(content, offset)) {
        await told(`octet ${offset} of ${path}`, async () => {
          const outcome = await openFlipped(flipped(image, path, offset, offset % 8), payments, opener)
          outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
        })
      }
    }
    expect(outcomes.get('cut and reported')).toBeUndefined()
    expect(outcomes.get('right')).toBeGreaterThan(50)
    expect(outcomes.get('refused')).toBeGreaterThan(100)
  })
})
