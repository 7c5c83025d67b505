import type { Store } from '../../src/main/app/ports/store.ts'
import type { Migration } from '../../src/main/store/migration.ts'
import { DiskState } from '../fakes/disk/disk-state.ts'
import { createSimulatedDisk, emptyImage } from '../fakes/disk/simulated-disk.ts'
import { fingerprint, type Opener, officeHome, pay, paymentsIn } from './pay-office.ts'

/** What a store with so many payments must hold, exactly: learnt from one whose disk does everything right. */
export interface Reference {
  /** Why what the store holds cannot be; null where it is all right. */
  complaint(store: Store, migrations: readonly Migration[], acknowledged: number): string | null
}

/** For each of `programs`, for 0 … `payments` payments. */
export async function createReference(
  open: Opener,
  programs: readonly (readonly Migration[])[],
  payments: number,
): Promise<Reference> {
  const states = new Map<string, string>()
  for (const migrations of programs) {
    const disk = createSimulatedDisk(DiskState.of(emptyImage(officeHome)))
    const { result } = await open(disk, { migrations })
    if (!result.ok) throw new Error(`the office did not open: ${JSON.stringify(result.problem)}`)
    const { store } = result
    for (let number = 0; number <= payments; number += 1) {
      if (number > 0) await pay(store, number)
      states.set(`${migrations.length}/${number}`, fingerprint(store.read))
    }
    await store.close()
  }
  return {
    complaint(store, migrations, acknowledged) {
      const count = paymentsIn(store.read)
      if (count < acknowledged) return `${acknowledged} payments were acknowledged, ${count} are there`
      const expected = states.get(`${migrations.length}/${count}`)
      if (expected === undefined) return `there never were ${count} payments`
      return expected === fingerprint(store.read) ? null : `${count} payments, but not as they were made`
    },
  }
}
