import { describe, expect, test } from 'vitest'
import type { Store } from '../../src/main/app/ports/store.ts'
import { openStore } from '../../src/main/store/open-store.ts'
import { salvage } from '../../src/main/store/salvage.ts'
import { always, atRandom } from '../fakes/disk/choices.ts'
import { type DiskImage, DiskState } from '../fakes/disk/disk-state.ts'
import { createSimulatedDisk, emptyImage } from '../fakes/disk/simulated-disk.ts'
import { programs } from './acts.ts'
import { told } from './look.ts'
import { createDeps, createOpener, officeHome, paymentsIn } from './pay-office.ts'
import { openOn, payTogether } from './recorded-run.ts'

const options = { migrations: programs.older }
type DepsOn = Awaited<ReturnType<typeof createDeps>>

/** Five payments in the snapshot and before the damage, two behind it. */
const good = 5

async function damagedOffice(kind: 'plain' | 'encrypted'): Promise<DiskImage> {
  const open = await createOpener(kind)
  const disk = createSimulatedDisk(DiskState.of(emptyImage(officeHome)))
  const { store, maintenance } = await openOn(open, disk, options.migrations)
  const model = { asked: 0, acknowledged: 0 }
  await payTogether(store, model, 2)
  await maintenance.snapshot()
  await payTogether(store, model, 2)
  await maintenance.snapshot()
  for (let alone = 0; alone < 3; alone += 1) await payTogether(store, model, 1)
  await store.close()
  return withFlip(disk.state.afterKill())
}

/** One octet of the second frame of the last segment. */
function withFlip(image: DiskImage): DiskImage {
  const path =
    [...image.keys()]
      .filter((name) => name.endsWith('.kvj'))
      .sort()
      .at(-1) ?? ''
  const content = Buffer.from(image.get(path) ?? [])
  const second = content.indexOf('KVFR', content.indexOf('KVFR') + 1)
  content[second + 60] = (content[second + 60] ?? 0) ^ 1
  return new Map([...image, [path, content]])
}

async function opened(
  depsOn: DepsOn,
  image: DiskImage,
): Promise<{ payments: number | string; image: DiskImage }> {
  const disk = createSimulatedDisk(DiskState.of(image))
  const result = await openStore(depsOn(disk, options).deps)
  if (!result.ok) return { payments: result.problem.code, image: disk.state.afterKill() }
  const payments = paymentsOf(result.store)
  await result.store.close()
  return { payments, image: disk.state.afterKill() }
}

const paymentsOf = (store: Store): number => paymentsIn(store.read)

describe.each(['plain', 'encrypted'] as const)('a damaged %s office', (kind) => {
  test('that is salvaged has its last good state, wherever a power cut or a kill interrupts it and whoever tries again', async () => {
    const depsOn = await createDeps(kind)
    const begin = await damagedOffice(kind)
    expect((await opened(depsOn, begin)).payments).toBe('damaged')
    const disk = createSimulatedDisk(DiskState.of(begin))
    expect(await salvage(depsOn(disk, options).deps, () => undefined)).toMatchObject({ ok: true })
    expect((await opened(depsOn, disk.state.afterCut(always(0)))).payments).toBe(good)
    const state = DiskState.of(begin)
    for (const [index, step] of disk.steps.entries()) {
      state.apply(step)
      for (const image of [state.afterKill(), state.afterCut(always(0)), state.afterCut(atRandom(index))]) {
        await told(`interrupted after step ${index + 1} (${JSON.stringify({ ...step, bytes: null })})`, () =>
          salvaged(depsOn, image),
        )
      }
    }
  })
})

/** An interrupted salvage opens with the last good state, or refuses and can be salvaged again. */
async function salvaged(depsOn: DepsOn, image: DiskImage): Promise<void> {
  const first = await opened(depsOn, image)
  if (first.payments === good) return
  expect(first.payments).toBe('damaged')
  const disk = createSimulatedDisk(DiskState.of(first.image))
  expect(await salvage(depsOn(disk, options).deps, () => undefined)).toMatchObject({ ok: true })
  expect((await opened(depsOn, disk.state.afterCut(always(0)))).payments).toBe(good)
}
