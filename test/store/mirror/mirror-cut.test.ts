import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type MirrorRig, openRig } from './kit.ts'

let rig: MirrorRig

/** A life with everything in it: a first filling, snapshots, an absence, a full stick, decay, several openings. */
beforeAll(async () => {
  rig = await openRig()
  rig.mirror.setPlace(rig.stick.folder)
  await rig.pay(0, 25)
  await rig.level()
  await rig.snapshot()
  await rig.pay(25, 5)
  await rig.level()
  await rig.restart()
  await rig.pay(30, 12)
  await rig.snapshot()
  await rig.level()
  rig.stick.allow(300)
  await rig.pay(42, 10)
  await rig.shows('full')
  await rig.restart('alone')
  rig.stick.allow(Number.POSITIVE_INFINITY)
  await rig.pay(52, 20)
  await rig.snapshot()
  await rig.pay(72, 2)
  await rig.snapshot()
  await rig.pay(74, 6)
  rig.mirror.setPlace(rig.stick.folder)
  await rig.level()
}, 30_000)

afterAll(() => rig.close())

/** Rows that the mirror gives as it was after so many octets; 0 where not one file had its name yet. */
async function rowsAfter(octets: number): Promise<number> {
  const target = await mkdtemp(join(tmpdir(), 'kvitok-cut-'))
  try {
    await rig.recorded.layOut(octets, rig.place.folder, target)
    if (!(await hasSegments(target))) return 0
    return await rig.rowsIn(target)
  } finally {
    await rm(target, { recursive: true })
  }
}

async function hasSegments(folder: string): Promise<boolean> {
  const all = await readdir(folder, { recursive: true })
  return all.some((name) => name.endsWith('.kvj'))
}

describe('a mirror that was cut at any octet of its life', () => {
  test('opens, and gives a beginning of what was acknowledged', async () => {
    const all = rig.recorded.octets()
    expect(await rowsAfter(all)).toBe(80)
    await fc.assert(
      fc.asyncProperty(fc.nat(all), async (octets) => {
        const rows = await rowsAfter(octets)
        expect(rows).toBeLessThanOrEqual(80)
      }),
      { numRuns: 80 },
    )
  }, 60_000)

  test('never gives less after more was written', async () => {
    const all = rig.recorded.octets()
    await fc.assert(
      fc.asyncProperty(fc.nat(all), fc.nat(5000), async (octets, more) => {
        expect(await rowsAfter(octets + more)).toBeGreaterThanOrEqual(await rowsAfter(octets))
      }),
      { numRuns: 40 },
    )
  }, 60_000)
})
