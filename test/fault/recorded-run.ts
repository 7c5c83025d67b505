import type { Store } from '../../src/main/app/ports/store.ts'
import type { Migration } from '../../src/main/store/migration.ts'
import type { StoreMaintenance } from '../../src/main/store/open-store.ts'
import { type DiskImage, DiskState, type DiskStep } from '../fakes/disk/disk-state.ts'
import { createSimulatedDisk, emptyImage, type SimulatedDisk } from '../fakes/disk/simulated-disk.ts'
import { fingerprint, type Opener, officeFolder, pay, paymentsIn } from './pay-office.ts'

/** Everything the office was asked and what it acknowledged; kept outside of it. */
export class Model {
  /** By schema and number of payments: what the store must hold then, exactly. */
  readonly #states = new Map<string, string>()
  acknowledged = 0
  asked = 0

  /** The store is taken at its word here: it has just been opened, and checked, or has just run a transaction. */
  learn(store: Store, migrations: readonly Migration[]): void {
    this.#states.set(`${migrations.length}/${this.asked}`, fingerprint(store.read))
  }

  /** Why what the store holds cannot be; null where it is all right. */
  complaint(store: Store, migrations: readonly Migration[], acknowledged: number): string | null {
    const count = paymentsIn(store.read)
    if (count < acknowledged) return `${acknowledged} payments were acknowledged, ${count} are there`
    const expected = this.#states.get(`${migrations.length}/${count}`)
    if (expected === undefined) return `there never were ${count} payments under schema ${migrations.length}`
    return expected === fingerprint(store.read) ? null : `${count} payments, but not as they were made`
  }
}

/** Asks for `count` payments at once; each is acknowledged on its own. */
export async function payTogether(
  store: Store,
  model: Model,
  migrations: readonly Migration[],
  count: number,
  acknowledged: () => void = () => undefined,
): Promise<void> {
  const waits: Promise<void>[] = []
  for (let index = 0; index < count; index += 1) {
    const number = model.asked + 1
    const wait = pay(store, number)
    model.asked = number
    model.learn(store, migrations)
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

/** What a run does, one after another: payments asked together, a snapshot, a new start, a newer program. */
export type Act = { readonly pay: number } | 'snapshot' | 'restart' | 'newer program'

export interface Moment {
  readonly acknowledged: number
  readonly migrations: readonly Migration[]
}

export interface RecordedRun {
  readonly model: Model
  readonly begin: DiskImage
  readonly steps: readonly DiskStep[]
  /** What had been acknowledged when so many steps were done. */
  at(steps: number): Moment
}

interface Programs {
  readonly older: readonly Migration[]
  readonly newer: readonly Migration[]
}

/** Runs the acts on a disk that does everything right, and writes down what it was told to do. */
export async function record(open: Opener, acts: readonly Act[], programs: Programs): Promise<RecordedRun> {
  const begin = emptyImage(parentOf(officeFolder))
  const disk = createSimulatedDisk(DiskState.of(begin))
  const model = new Model()
  const moments: [number, Moment][] = [[0, { acknowledged: 0, migrations: programs.older }]]
  let migrations = programs.older
  const mark = (): void => {
    moments.push([disk.steps.length, { acknowledged: model.acknowledged, migrations }])
  }
  let office = await openOn(open, disk, migrations)
  model.learn(office.store, migrations)
  for (const act of acts) {
    if (act === 'snapshot') await office.maintenance.snapshot()
    else if (typeof act === 'object') await payTogether(office.store, model, migrations, act.pay, mark)
    else {
      await office.store.close()
      if (act === 'newer program') migrations = programs.newer
      mark()
      office = await openOn(open, disk, migrations)
      if (act === 'newer program') model.learn(office.store, migrations)
    }
  }
  await office.store.close()
  return {
    model,
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

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}
