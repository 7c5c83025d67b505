import { expect, test } from 'vitest'
import { always, atRandom, seeded } from '../fakes/disk/choices.ts'
import { DiskState } from '../fakes/disk/disk-state.ts'
import {
  createSimulatedDisk,
  type DiskCall,
  emptyImage,
  type Mishap,
  type SimulatedDisk,
} from '../fakes/disk/simulated-disk.ts'
import { programs } from './acts.ts'
import { lookInto, throwIfWrong, told } from './look.ts'
import { mishapsOf } from './mishaps.ts'
import { createOpener, type Opener, officeHome, paymentsIn } from './pay-office.ts'
import { doChore, type Model, type OpenOffice, payTogether } from './recorded-run.ts'
import { createReference, type Reference } from './reference.ts'

const runs = Number(process.env['FAULT_RUNS'] ?? 60)
const firstSeed = Number(process.env['FAULT_SEED'] ?? 1)
const lives = 10
const payments_max = 200

type Random = (below: number) => number
type End = 'close' | 'kill' | 'power cut'

interface Life {
  readonly random: Random
  readonly end: End
  /** The call before which the process ends, where it does not end by itself. */
  readonly endsAt: number
  /** Calls that something befalls. */
  readonly befallen: ReadonlySet<number>
}

function newLife(random: Random): Life {
  const end = (['close', 'kill', 'power cut'] as const)[random(3)] ?? 'close'
  const befallen = random(3) === 0 ? [random(150), random(150)] : []
  return {
    random,
    end,
    endsAt: end === 'close' ? Number.POSITIVE_INFINITY : random(140),
    befallen: new Set(befallen),
  }
}

/** An office of ten lives on one disk; each ends by a close, a kill or a power cut, some with calls that fail. */
async function runOffice(open: Opener, reference: Reference, seed: number): Promise<number> {
  const random = seeded(seed)
  const model: Model = { asked: 0, acknowledged: 0 }
  let state = DiskState.of(emptyImage(officeHome))
  let migrations = programs.older
  for (let index = 0; index < lives; index += 1) {
    if (random(lives) === 0) migrations = programs.newer
    const life = newLife(random)
    const disk = createSimulatedDisk(
      state,
      mishapIn(life, () => disk.end()),
    )
    const { result } = await open(disk, { migrations })
    if (result.ok) {
      throwIfWrong(result.store, { reference, migrations, acknowledged: model.acknowledged })
      model.asked = paymentsIn(result.store.read)
      model.acknowledged = model.asked
      await live(result, model, random, seed % 2 === 1)
    } else if (result.problem.code === 'damaged') {
      throw new Error(`life ${index}: ${JSON.stringify(result.problem)}`)
    }
    state = afterLife(disk, life, seed * 100 + index)
  }
  const image = state.afterCut(always(0))
  await lookInto(image, { open, reference, migrations: programs.newer, acknowledged: model.acknowledged })
  return model.acknowledged
}

function mishapIn(life: Life, end: () => void): (call: DiskCall) => Mishap | null {
  return ({ index, name }) => {
    if (index === life.endsAt) end()
    if (index >= life.endsAt) return { errno: 'EIO' }
    if (!life.befallen.has(index)) return null
    const mishaps = mishapsOf[name]
    return mishaps[life.random(mishaps.length)] ?? null
  }
}

/** Works for a while; what fails ends it, as it ends the program. */
async function live(office: OpenOffice, model: Model, random: Random, hasKeys: boolean): Promise<void> {
  const { store } = office
  try {
    for (let acts = 1 + random(6); acts > 0 && model.asked < payments_max - 5; acts -= 1) {
      const dice = random(hasKeys ? 12 : 5)
      if (dice === 0) await doChore(office, 'snapshot')
      else if (dice === 10) await doChore(office, 'passphrase')
      else if (dice === 11) await doChore(office, 'new key')
      else await payTogether(store, model, 1 + random(5))
    }
  } catch {
    // What it would say is the other tests' matter: here a process ends in the middle of anything.
  }
  await store.close().catch(() => undefined)
}

function afterLife(disk: SimulatedDisk, { end }: Life, seed: number): DiskState {
  disk.end()
  if (end !== 'power cut') return disk.state
  return DiskState.of(disk.state.afterCut(atRandom(seed)))
}

test(`${runs} offices of ten lives each, ended and troubled at random, keep what they acknowledged`, {
  timeout: 120_000 + runs * 1000,
}, async () => {
  const openers = [await createOpener('plain'), await createOpener('encrypted')] as const
  const reference = await createReference(openers[0], [programs.older, programs.newer], payments_max)
  let acknowledged = 0
  for (let seed = firstSeed; seed < firstSeed + runs; seed += 1) {
    await told(`FAULT_SEED=${seed} FAULT_RUNS=1`, async () => {
      acknowledged += await runOffice(openers[seed % 2] ?? openers[0], reference, seed)
    })
  }
  expect(acknowledged).toBeGreaterThan(runs * 10)
})
