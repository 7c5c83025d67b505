import { beforeAll, expect, test } from 'vitest'
import { always, atRandom } from '../fakes/disk/choices.ts'
import type { DiskCall, Mishap } from '../fakes/disk/simulated-disk.ts'
import { programs, shortestEncryptedRun } from './acts.ts'
import { lookInto, told } from './look.ts'
import { fullDisk, mayBeSilent, mishapsOf } from './mishaps.ts'
import { createOpener, type Opener } from './pay-office.ts'
import { createReference, type Reference } from './reference.ts'
import { runTroubled, type TroubledRun } from './troubled-run.ts'

let open: Opener
let reference: Reference
let calls: readonly DiskCall[]

beforeAll(async () => {
  open = await createOpener('encrypted')
  reference = await createReference(open, [programs.older, programs.newer], 40)
  calls = await callsOf()
})

/** Every call of a run that nothing befalls. */
async function callsOf(): Promise<DiskCall[]> {
  const made: DiskCall[] = []
  await runTroubled(
    troubled((call) => {
      made.push(call)
      return null
    }),
  )
  return made
}

function troubled(mishap: TroubledRun['mishap'], heal = (): void => undefined): TroubledRun {
  return {
    open,
    reference,
    acts: shortestEncryptedRun,
    programs,
    mishap,
    heal,
    look: async () => undefined,
  }
}

test('a run that nothing befalls tells nobody of a trouble', async () => {
  expect(await runTroubled(troubled(() => null))).toEqual({ told: 0 })
})

test('any one call that fails is told, ends the store or changes nothing, and loses nothing acknowledged', async () => {
  let runs = 0
  for (const { index, name } of calls) {
    for (const mishap of chosen(mishapsOf[name], index)) {
      await told(`call ${index} (${name}) with ${JSON.stringify(mishap)}`, () => oneMishap(index, mishap))
      runs += 1
    }
  }
  expect(runs).toBeGreaterThan(calls.length)
})

/** Two for each call, in turn, so that each kind meets each kind of call; FAULT_ALL=1 tries them all on every call. */
function chosen(mishaps: readonly Mishap[], index: number): readonly Mishap[] {
  if (process.env['FAULT_ALL'] === '1' || mishaps.length <= 2) return mishaps
  const first = (index * 2) % mishaps.length
  return mishaps.filter((_, place) => place === first || place === (first + 1) % mishaps.length)
}

async function oneMishap(index: number, mishap: Mishap): Promise<void> {
  let befallen: DiskCall | null = null
  const mishapAt = (call: DiskCall): Mishap | null => {
    if (call.index !== index) return null
    befallen = call
    return mishap
  }
  const run = troubled(mishapAt)
  const { told: count } = await runTroubled({
    ...run,
    look: async (state, migrations, acknowledged) => {
      if (befallen === null) return
      const choices = index % 2 === 0 ? always(0) : atRandom(index)
      await lookInto(state.afterCut(choices), { open, reference, migrations, acknowledged })
    },
  })
  if (befallen !== null && count === 0 && !mayBeSilent(befallen, mishap)) throw new Error('nobody was told')
}

test('a disk that is full, wherever it becomes full, loses nothing acknowledged, and goes on once there is room', async () => {
  const octets = calls.reduce((sum, { name, length }) => sum + (name === 'write' ? length : 0), 0)
  let runs = 0
  for (let room = 0; room < octets; room += Math.max(1, Math.floor(octets / 60))) {
    await told(`room for ${room} octets`, async () => {
      const disk = fullDisk(room)
      const run = troubled(disk.mishap, disk.makeRoom)
      const { told: count } = await runTroubled(run)
      if (count === 0) throw new Error('nobody was told')
    })
    runs += 1
  }
  expect(runs).toBeGreaterThan(50)
})

test('writes and reads that take or give a part each time change nothing', async () => {
  const run = troubled(({ index, name, length }) =>
    name === 'write' || name === 'read' ? { count: 1 + ((index * 37) % Math.max(1, length)) } : null,
  )
  expect(await runTroubled(run)).toEqual({ told: 0 })
})
