import { beforeAll, describe, expect, test } from 'vitest'
import { always, atRandom, type Choices, everyChoice } from '../fakes/disk/choices.ts'
import { DiskState } from '../fakes/disk/disk-state.ts'
import { createSimulatedDisk } from '../fakes/disk/simulated-disk.ts'
import { programs, shortEncryptedRun, shortRun } from './acts.ts'
import { lookAndGoOn, lookInto, told } from './look.ts'
import { createOpener, type Opener } from './pay-office.ts'
import { openOn, type RecordedRun, record } from './recorded-run.ts'
import { createReference, type Reference } from './reference.ts'

/** As many ways to lose are tried one by one; of more, so many at random. */
const ways_max = 8

/** All ways to lose what was not synced, or, of many, some. */
function* waysToLose(state: DiskState, seed: number): Generator<Choices> {
  if (countWays(state) <= ways_max) {
    yield* everyChoice(ways_max)
    return
  }
  yield always(0)
  yield always(Number.MAX_SAFE_INTEGER)
  for (let index = 2; index < ways_max; index += 1) yield atRandom(seed * 1000 + index)
}

function countWays(state: DiskState): number {
  let ways = 1
  state.afterCut({
    pick: (count) => {
      ways *= count
      return 0
    },
    tears: false,
  })
  return ways
}

describe.each([
  ['plain', shortRun],
  ['encrypted', shortEncryptedRun],
] as const)('in a %s office', (kind, acts) => {
  let open: Opener
  let reference: Reference
  let run: RecordedRun

  beforeAll(async () => {
    open = await createOpener(kind)
    reference = await createReference(open, [programs.older, programs.newer], 40)
    run = await record(open, acts, programs)
  })

  /** The disk when the first `steps` of the run were done. */
  function stateAfter(steps: number): DiskState {
    const state = DiskState.of(run.begin)
    for (const step of run.steps.slice(0, steps)) state.apply(step)
    return state
  }

  test('a power cut between any two calls loses nothing acknowledged, whichever unsynced writes had reached the disk', async () => {
    const state = DiskState.of(run.begin)
    let looks = 0
    for (let done = 0; done <= run.steps.length; done += 1) {
      const step = run.steps[done - 1]
      if (step !== undefined) state.apply(step)
      let way = 0
      for (const choices of waysToLose(state, done)) {
        const look = { ...run.at(done), open, reference }
        const image = state.afterCut(choices)
        await told(`a cut after step ${done} (${step?.kind}), way ${way}`, () =>
          looks % 10 === 0 ? lookAndGoOn(image, look) : lookInto(image, look),
        )
        way += 1
        looks += 1
      }
    }
    expect(looks).toBeGreaterThan(run.steps.length)
  })

  test('a power cut during the start after a kill loses nothing that the killed process acknowledged', async () => {
    let looks = 0
    for (let done = 0; done <= run.steps.length; done += 2) {
      const look = { ...run.at(done), open, reference }
      const killed = stateAfter(done)
      const second = createSimulatedDisk(killed.clone())
      const { store } = await openOn(open, second, look.migrations)
      await store.close()
      const state = killed.clone()
      for (const [index, step] of second.steps.entries()) {
        state.apply(step)
        if ((index + done) % 4 !== 0 && index !== second.steps.length - 1) continue
        const choices = index % 8 === 0 ? always(0) : atRandom(done * 1000 + index)
        const image = state.afterCut(choices)
        await told(`killed after step ${done}, cut after step ${index + 1} of the next start`, () =>
          lookInto(image, look),
        )
        looks += 1
      }
    }
    expect(looks).toBeGreaterThan(100)
  })
})
