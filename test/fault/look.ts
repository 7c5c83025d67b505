import type { Store } from '../../src/main/app/ports/store.ts'
import type { Migration } from '../../src/main/store/migration.ts'
import { type DiskImage, DiskState } from '../fakes/disk/disk-state.ts'
import { createSimulatedDisk, type SimulatedDisk } from '../fakes/disk/simulated-disk.ts'
import { type Opener, paymentsIn } from './pay-office.ts'
import { Model, openOn, payTogether } from './recorded-run.ts'

export interface Look {
  readonly model: Model
  readonly migrations: readonly Migration[]
  readonly acknowledged: number
}

/**
 * Starts on a disk as a crash left it, with nobody to help. Throws where something acknowledged is missing, half done
 * or different, where the office does not open, or where it leaves a file open or a temporary one behind.
 */
export async function lookInto(open: Opener, image: DiskImage, look: Look): Promise<void> {
  const disk = createSimulatedDisk(DiskState.of(image))
  const { store } = await openOn(open, disk, look.migrations)
  try {
    throwIfWrong(store, look)
  } finally {
    await store.close()
  }
  throwIfLeft(disk)
}

/** The same, and the office goes on from there: payments are taken, and are there at the start after. */
export async function lookAndGoOn(open: Opener, image: DiskImage, look: Look): Promise<void> {
  const disk = createSimulatedDisk(DiskState.of(image))
  const { store } = await openOn(open, disk, look.migrations)
  const model = new Model()
  try {
    throwIfWrong(store, look)
    model.asked = paymentsIn(store.read)
    await payTogether(store, model, look.migrations, 2)
  } finally {
    await store.close()
  }
  throwIfLeft(disk)
  const { migrations } = look
  await lookInto(open, disk.state.afterKill(), { model, migrations, acknowledged: model.acknowledged })
}

export function throwIfWrong(store: Store, { model, migrations, acknowledged }: Look): void {
  const complaint = model.complaint(store, migrations, acknowledged)
  if (complaint !== null) throw new Error(complaint)
}

export function throwIfLeft(disk: SimulatedDisk): void {
  const temporary = [...disk.state.afterKill().keys()].filter((path) => path.endsWith('.tmp'))
  if (temporary.length > 0) throw new Error(`left behind: ${temporary.join(', ')}`)
  if (disk.opened().length > 0) throw new Error(`left open: ${disk.opened().join(', ')}`)
}
