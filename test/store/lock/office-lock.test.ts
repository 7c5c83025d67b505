import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openStore } from '../../../src/main/store/open-store.ts'
import { reopen, storeDeps } from '../../fakes/office-store.ts'
import { smallSchema } from '../small-schema.ts'

const migrations = smallSchema
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kvitok-lock-'))
})

afterEach(async () => {
  await rm(folder, { recursive: true, force: true })
})

const lockFile = (): string => join(folder, 'office.lock')

describe('an open office', () => {
  test('is refused a second time, and the answer says who holds it and since when', async () => {
    const { store } = await reopen(folder, { migrations, clock: { now: () => 1_780_000_000_000 } })
    const second = await openStore(storeDeps(folder, { migrations }))
    expect(second).toEqual({
      ok: false,
      problem: {
        code: 'locked',
        details: {
          holder: { host: hostname(), pid: process.pid, since: 1_780_000_000_000 },
          file: lockFile(),
          elsewhere: false,
        },
      },
    })
    await store.close()
  })

  test('is the same office by another name of its folder', async () => {
    const other = `${folder}-link`
    await symlink(folder, other)
    const { store } = await reopen(folder, { migrations })
    expect(await openStore(storeDeps(other, { migrations }))).toMatchObject({ problem: { code: 'locked' } })
    await store.close()
    await rm(other)
  })

  test('is free again after its close, without a file left', async () => {
    await (await reopen(folder, { migrations })).store.close()
    await expect(readFile(lockFile())).rejects.toMatchObject({ code: 'ENOENT' })
    await (await reopen(folder, { migrations })).store.close()
  })

  test('is held by a process that is refused nothing but the name', async () => {
    const child = fileURLToPath(new URL('./holder-child.ts', import.meta.url))
    const running = spawn(process.execPath, [child, folder], { stdio: ['pipe', 'pipe', 'inherit'] })
    await new Promise((resolve) => running.stdout.once('data', resolve))
    const refused = await openStore(storeDeps(folder, { migrations }))
    expect(refused).toMatchObject({ problem: { code: 'locked', details: { holder: { pid: running.pid } } } })
    const gone = new Promise((resolve) => running.once('exit', resolve))
    running.kill('SIGKILL')
    await gone
    await (await reopen(folder, { migrations })).store.close()
  })
})

describe('a lock file left behind', () => {
  test.each([
    ['by a process of this machine', JSON.stringify({ host: hostname(), pid: 1, since: 5 })],
    ['half-written', '{"host":"ol'],
    ['empty', ''],
    ['with anything in it', '[1, null]'],
  ])('%s is taken over', async (_, text) => {
    await writeFile(lockFile(), text)
    const { store } = await reopen(folder, { migrations })
    expect(JSON.parse(await readFile(lockFile(), 'utf8'))).toMatchObject({ pid: process.pid })
    await store.close()
  })

  test('by another machine is respected and stays', async () => {
    const text = JSON.stringify({ host: 'kassa-2', pid: 4711, since: 1_780_000_000_000 })
    await writeFile(lockFile(), text)
    expect(await openStore(storeDeps(folder, { migrations }))).toMatchObject({
      problem: {
        code: 'locked',
        details: { holder: { host: 'kassa-2', pid: 4711, since: 1_780_000_000_000 } },
      },
    })
    expect(await readFile(lockFile(), 'utf8')).toBe(text)
  })
})
