import type { Store } from '../../src/main/app/ports/store.ts'
import type { Migration } from '../../src/main/store/migration.ts'
import { type DiskImage, DiskState } from '../fakes/disk/disk-state.ts'
import { createSimulatedDisk, type SimulatedDisk } from '../fakes/disk/simulated-disk.ts'
import { type Opener, officeFolder, paymentsIn } from './pay-office.ts'
import { type Model, openOn, payTogether } from './recorded-run.ts'
import type { Reference } from './reference.ts'

export interface Look {
  readonly open: Opener
  readonly reference: Reference
  readonly migrations: readonly Migration[]
  readonly acknowledged: number
}

/**
 * Starts on a disk as a crash left it, with nobody to help. Throws where something acknowledged is missing, half done
 * or different, where the office does not open, or where it leaves a file open or a temporary one behind.
 */
export async function lookInto(image: DiskImage, look: Look): Promise<void> {
  const disk = createSimulatedDisk(DiskState.of(image))
  const { store } = await openOn(look.open, disk, look.migrations)
  try {
    throwIfWrong(store, look)
  } finally {
    await store.close()
  }
  throwIfLeft(disk)
}

/** The same, and the office goes on from there: payments are taken, and are there at the start after. */
export async function lookAndGoOn(image: DiskImage, look: Look): Promise<void> {
  const disk = createSimulatedDisk(DiskState.of(image))
  const { store } = await openOn(look.open, disk, look.migrations)
  let model: Model
  try {
    throwIfWrong(store, look)
    const there = paymentsIn(store.read)
    model = { asked: there, acknowledged: there }
    await payTogether(store, model, 2)
  } finally {
    await store.close()
  }
  throwIfLeft(disk)
  await lookInto(disk.state.afterKill(), { ...look, acknowledged: model.acknowledged })
}

export function throwIfWrong(
  store: Store,
  { reference, migrations, acknowledged }: Omit<Look, 'open'>,
): void {
  const complaint = reference.complaint(store, migrations, acknowledged)
  if (complaint !== null) throw new Error(complaint)
}

export function throwIfLeft(disk: SimulatedDisk): void {
  // Beside the office, in what this computer keeps, the next write of the same name takes it.
  const temporary = [...disk.state.afterKill().keys()].filter(
    (path) => path.startsWith(officeFolder) && path.endsWith('.tmp'),
  )
  if (temporary.length > 0) throw new Error(`left behind: ${temporary.join(', ')}`)
  if (disk.opened().length > 0) throw new Error(`left open: ${disk.opened().join(', ')}`)
}

/** Says where a look fell when it fails. */
export async function told(where: string, look: () => Promise<void>): Promise<void> {
  try {
    await look()
  } catch (error) {
    throw new Error(`${where}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}
