import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { usualOpening } from '../../src/main/core-parts.ts'
import { createKnownOffice } from '../../src/main/gate/known-office.ts'
import { openOffice } from '../../src/main/gate/open-office.ts'
import { coreDeps, openOfficeCore } from '../fakes/office-core.ts'

const folders: string[] = []

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true })
})

const setup = {
  office: 'Касса на Мира',
  timeZone: 'Europe/Moscow',
  operator: { name: 'Анна', pin: '4821' },
  passphrase: 'верная лошадь батарея скрепка',
}

/** Names and contents of the store's files; the folder of secrets is this test's own. */
const contents = async (folder: string): Promise<Record<string, string>> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('secrets-of-this-computer'))
    .map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, (await readFile(path)).toString('base64')])),
  )
}

const openAs = async (folder: string, kind: 'training' | 'real') => {
  const deps = coreDeps(folder, { kind })
  const knownFile = join(folder, 'secrets-of-this-computer', 'known.json')
  return openOffice(deps, usualOpening, createKnownOffice({ ...deps, folder, knownFile }))
}

test.each([
  ['training', 'real'],
  ['real', 'training'],
] as const)('a %s office that is opened as a %s one is refused and not changed', async (made, wanted) => {
  const office = await openOfficeCore({ kind: made, ...(made === 'real' ? { setup } : {}) })
  folders.push(office.folder)
  await office.core.stop()
  const before = await contents(office.folder)
  expect(await openAs(office.folder, wanted)).toMatchObject({
    ok: false,
    problem: { code: 'another-kind', details: { found: made, file: office.folder } },
  })
  expect(await contents(office.folder)).toEqual(before)
  const again = await openAs(office.folder, made)
  expect(again.ok).toBe(true)
  if (again.ok) await again.office.stop()
})
