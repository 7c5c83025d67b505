import { expect, test } from 'vitest'
import { migrations } from '../../src/main/store/migrations/all.ts'
import { always, atRandom } from '../fakes/disk/choices.ts'
import { type DiskImage, DiskState } from '../fakes/disk/disk-state.ts'
import { createSimulatedDisk, emptyImage } from '../fakes/disk/simulated-disk.ts'
import { type Dump, dump } from '../fakes/office-store.ts'
import { type StoredOffice, storedOffices, tableLine } from '../store/schemas/stored-office.ts'
import { told } from './look.ts'
import { createOpener, type Opener, officeFolder } from './pay-office.ts'
import { openOn } from './recorded-run.ts'

/** The stored office on a disk, everything of it long since synced. */
function imageOf({ files }: StoredOffice): DiskImage {
  const image = new Map(emptyImage(`${officeFolder}/journal`))
  image.set(`${officeFolder}/snapshots/`, null)
  for (const [path, bytes] of files) image.set(`${officeFolder}/${path}`, bytes)
  return image
}

async function rowsAfter(open: Opener, image: DiskImage): Promise<Dump> {
  const disk = createSimulatedDisk(DiskState.of(image))
  const { store } = await openOn(open, disk, migrations)
  const rows = dump(store.read)
  await store.close()
  const copies = [...disk.state.afterKill().keys()].filter((path) =>
    /copies\/schema-00000001-\d+\.kvs$/.test(path),
  )
  if (copies.length === 0) throw new Error('the old schema was not kept in a copy')
  return rows
}

test('a migration of a stored office that a power cut or a kill interrupts, wherever, starts again and loses nothing', async () => {
  const open = await createOpener('plain')
  const office = (await storedOffices()).find(({ name, schema }) => name === 'closed' && schema === 1)
  if (office === undefined) throw new Error('no stored office')
  const begin = imageOf(office)
  const expected = linesOf(await rowsAfter(open, begin))
  const disk = createSimulatedDisk(DiskState.of(begin))
  await (await openOn(open, disk, migrations)).store.close()
  const state = DiskState.of(begin)
  for (const [index, step] of disk.steps.entries()) {
    state.apply(step)
    const images = [state.afterCut(index % 2 === 0 ? always(0) : atRandom(index))]
    if (index % 3 === 0) images.push(state.afterKill())
    for (const image of images) {
      await told(`after step ${index + 1} (${step.kind})`, async () => {
        expect(linesOf(await rowsAfter(open, image))).toEqual(expected)
      })
    }
  }
  expect(disk.steps.length).toBeGreaterThan(20)
})

const linesOf = (rows: Dump): ReadonlyMap<string, string> =>
  new Map(Object.entries(rows).map(([name, table]) => [name, tableLine(name, table)]))
