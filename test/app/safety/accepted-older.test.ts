import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { heldBy } from '../../../src/main/app/office/clock-guard.ts'
import type { Secrets } from '../../../src/main/app/ports/secrets.ts'
import { createCore } from '../../../src/main/core.ts'
import { type Opening, usualOpening } from '../../../src/main/core-parts.ts'
import { OfficeNotOpened, openOfficeStore } from '../../../src/main/core-resources.ts'
import { coreDeps, openOfficeCore } from '../../fakes/office-core.ts'

const accepting: Opening = { ...usualOpening, acceptOlder: true }

test('older files that a person accepted are not sent from until somebody has looked', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kvitok-older-'))
  const openOnce = async (how: Opening): Promise<void> => {
    const core = await createCore(coreDeps(folder, {}), how)
    await core.start()
    await core.stop()
  }
  await openOnce(usualOpening)
  await openOnce(accepting)
  const office = await openOfficeCore({ folder })
  await office.login(1, '1111')
  expect(await office.get('office.top', {})).toMatchObject({ holding: 'restored' })
  await office.close()
  await rm(folder, { recursive: true, force: true })
})

test('a kill at any step of accepting older files never ends in an office that sends', async () => {
  const root = await mkdtemp(join(tmpdir(), 'kvitok-older-'))
  const [folder, earlier] = [join(root, 'office'), join(root, 'earlier')]
  const partsOf = (place: string) => ({ ...coreDeps(place, { kind: 'training' }), encrypted: true })
  const openOnce = async (): Promise<void> => {
    const core = await createCore(partsOf(folder))
    await core.start()
    await core.stop()
  }
  await openOnce()
  await cp(folder, earlier, { recursive: true })
  await openOnce()
  for (const part of ['journal', 'snapshots', 'office.keys']) {
    await rm(join(folder, part), { recursive: true })
    await cp(join(earlier, part), join(folder, part), { recursive: true })
  }
  // What a kill would leave: the folder, with what this computer keeps in it, before and after each step.
  const kills: string[] = []
  const kill = async (): Promise<void> => {
    const left = join(root, `killed-${kills.length}`)
    await cp(folder, left, { recursive: true })
    await rm(join(left, 'office.lock'), { force: true })
    kills.push(left)
  }
  const parts = partsOf(folder)
  const secrets: Secrets = {
    ...parts.secrets,
    write: async (name, bytes) => {
      await kill()
      await parts.secrets.write(name, bytes)
      await kill()
    },
  }
  const core = await createCore({ ...parts, secrets }, accepting)
  await kill()
  await core.start()
  await kill()
  await core.stop()
  await kill()
  const ends: string[] = []
  for (const left of kills) {
    try {
      const { store } = await openOfficeStore(partsOf(left))
      ends.push(String(heldBy(store.read)))
      await store.close()
    } catch (error) {
      if (!(error instanceof OfficeNotOpened)) throw error
      ends.push(error.code)
    }
  }
  await rm(root, { recursive: true })
  const asked = ends.filter((end) => end === 'older-than-known').length
  expect(asked).toBeGreaterThan(0)
  expect(ends.slice(asked).length).toBeGreaterThan(1)
  expect(ends.slice(asked)).toEqual(ends.slice(asked).map(() => 'restored'))
})
