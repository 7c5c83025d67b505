import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createCore } from '../../../src/main/core.ts'
import { type Opening, usualOpening } from '../../../src/main/core-parts.ts'
import { coreDeps, openOfficeCore } from '../../fakes/office-core.ts'

test('older files that a person accepted are not sent from until somebody has looked', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kvitok-older-'))
  const openOnce = async (how: Opening): Promise<void> => {
    const core = await createCore(coreDeps(folder, {}), how)
    await core.start()
    await core.stop()
  }
  await openOnce(usualOpening)
  await openOnce({ ...usualOpening, acceptOlder: true })
  const office = await openOfficeCore({ folder })
  await office.login(1, '1111')
  expect(await office.get('office.top', {})).toMatchObject({ holding: 'restored' })
  await office.close()
  await rm(folder, { recursive: true, force: true })
})
