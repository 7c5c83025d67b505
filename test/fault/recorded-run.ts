import type { Store } from '../../src/main/app/ports/store.ts'
import type { Migration } from '../../src/main/store/migration.ts'
import type { StoreMaintenance } from '../../src/main/store/open-store.ts'
import { type DiskImage, DiskState, type DiskStep } from '../fakes/disk/disk-state.ts'
import { createSimulatedDisk, emptyImage, type SimulatedDisk } from '../fakes/disk/simulated-disk.ts'
import { type Opener, officeHome, pay } from './pay-office.ts'

/** What the office was asked and what it acknowledged, kept outside of it: numbers of the last payments. */
export interface Model {
  asked: number
  acknowledged: number
}

/** Asks for `count` payments at once, each acknowledged on its own; throws what refused one after all are settled. */
export async function payTogether(
  store: Store,
  model: Model,
  count: number,
  acknowledged: () => void = () => undefined,
): Promise<void> {
  const waits: Promise<void>[] = []
  for (let index = 0; index < count; index += 1) {
    const number = model.asked + 1
    const wait = pay(store, number)
    model.asked = number
    const heard = wait.then(() => {
      model.acknowledged = Math.max(model.acknowledged, number)
      acknowledged()
    })
    waits.push(heard)
  }
  const results = await Promise.allSettled(waits)
  const refused = results.find((result) => result.status === 'rejected')
  if (refused !== undefined) throw refused.reason
}

/** What a run does, one after another: payments asked together, or something that the store does with its files. */
export type Act = { readonly pay: number } | Chore | 'restart' | 'newer program'

/** A snapshot; the passphrase of an encrypted office set, or its data key replaced and everything written anew. */
export type Chore = 'snapshot' | 'passphrase' | 'new key'

const passphrase = 'сосна вторник маяк'

export function isChore(act: Act | undefined): act is Chore {
  return act === 'snapshot' || act === 'passphrase' || act === 'new key'
}

export async function doChore({ maintenance }: OpenOffice, chore: Chore): Promise<void> {
  if (chore === 'snapshot') await maintenance.snapshot()
  else if (chore === 'passphrase') await maintenance.keys.setPassphrase(passphrase)
  else {
    await maintenance.keys.rotate(passphrase)
    await maintenance.renewed()
  }
}

export interface Programs {
  readonly older: readonly Migration[]
  readonly newer: readonly Migration[]
}

export interface Moment {
  readonly acknowledged: number
  readonly migrations: readonly Migration[]
}

export interface RecordedRun {
  readonly begin: DiskImage
  readonly steps: readonly DiskStep[]
  /** What had been acknowledged when so many steps were done. */
  at(steps: number): Moment
}

/** Runs the acts on a disk that does everything right, and writes down what it was told to do. */
export async function record(open: Opener, acts: readonly Act[], programs: Programs): Promise<RecordedRun> {
  const begin = emptyImage(officeHome)
  const disk = createSimulatedDisk(DiskState.of(begin))
  const model: Model = { asked: 0, acknowledged: 0 }
  let migrations = programs.older
  const moments: [number, Moment][] = [[0, { acknowledged: 0, migrations }]]
  const mark = (): void => {
    moments.push([disk.steps.length, { acknowledged: model.acknowledged, migrations }])
  }
  let office = await openOn(open, disk, migrations)
  for (const act of acts) {
    if (isChore(act)) await doChore(office, act)
    else if (typeof act === 'object') await payTogether(office.store, model, act.pay, mark)
    else {
      await office.store.close()
      if (act === 'newer program') migrations = programs.newer
      mark()
      office = await openOn(open, disk, migrations)
    }
  }
  await office.store.close()
  return {
    begin,
    steps: disk.steps,
    at: (steps) => moments.findLast(([from]) => from <= steps)?.[1] ?? { acknowledged: 0, migrations },
  }
}

export interface OpenOffice {
  readonly store: Store
  readonly maintenance: StoreMaintenance
}

/** Opens what must open. */
export async function openOn(
  open: Opener,
  disk: SimulatedDisk,
  migrations: readonly Migration[],
): Promise<OpenOffice> {
  const { result } = await open(disk, { migrations })
  if (!result.ok) throw new Error(`the office did not open: ${JSON.stringify(result.problem)}`)
  return result
}
