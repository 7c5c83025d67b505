import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createKnownOffice } from '../../src/main/gate/known-office.ts'
import { createTimers } from '../../src/main/platform/clock.ts'
import { createFiles } from '../../src/main/platform/files.ts'
import { createMemoryLogger } from '../fakes/silent-logger.ts'

let base: string
let folder: string

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'kvitok-known-'))
  folder = join(base, 'stick', 'office')
})

afterEach(() => rm(base, { recursive: true, force: true }))

const known = (logger = createMemoryLogger()) =>
  createKnownOffice({
    files: createFiles(createTimers()),
    logger,
    folder,
    knownFile: join(base, 'user', 'offices', 'abcd', 'known.json'),
  })

test('a folder that held no office before may be made one', async () => {
  expect(await known().missing()).toBeNull()
})

test('an office that was here and is not is gone, whatever stands in its place', async () => {
  await mkdir(join(folder, 'journal'), { recursive: true })
  await known().remember()
  expect(await known().missing()).toBeNull()
  await rm(join(base, 'stick'), { recursive: true })
  expect(await known().missing()).toEqual({ code: 'folder-gone', details: { file: folder } })
  await mkdir(folder, { recursive: true })
  expect(await known().missing()).toMatchObject({ code: 'folder-gone' })
  await mkdir(join(folder, 'journal'))
  expect(await known().missing()).toBeNull()
})

test('an office whose journal alone is gone is for the opening to judge', async () => {
  await mkdir(join(folder, 'snapshots'), { recursive: true })
  await known().remember()
  expect(await known().missing()).toBeNull()
})

test('what cannot be kept is said and harms nothing', async () => {
  await writeFile(join(base, 'user'), 'a file where the folder belongs')
  const logger = createMemoryLogger()
  await known(logger).remember()
  expect(logger.lines).toEqual(['warn: that the office is in its folder was not kept'])
})
