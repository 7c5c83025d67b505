import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runVerify } from '../../../src/main/hosts/verify/run.ts'
import { createTimers } from '../../../src/main/platform/clock.ts'
import { createDigests } from '../../../src/main/platform/digests.ts'
import { createFiles } from '../../../src/main/platform/files.ts'
import { createKeys } from '../../../src/main/platform/keys.ts'
import { createRandom } from '../../../src/main/platform/random.ts'
import { createFileSecrets } from '../../../src/main/platform/secrets-file.ts'
import { mondayClock, openOfficeCore } from '../../fakes/office-core.ts'
import { plain, reopen } from '../../fakes/office-store.ts'
import { quietLogger } from '../../fakes/quiet-logger.ts'

let folder: string
let empty: string

beforeAll(async () => {
  const office = await openOfficeCore()
  folder = office.folder
  await office.core.stop()
  empty = await mkdtemp(join(tmpdir(), 'kvitok-none-'))
})

afterAll(async () => {
  await rm(folder, { recursive: true })
  await rm(empty, { recursive: true })
})

const timers = createTimers()
const files = createFiles(timers)
const wasm = createRequire(import.meta.url).resolve('sql.js/dist/sql-wasm.wasm')

const verify = (...args: string[]) => verifyOn('this-computer', ...args)

const verifyOn = async (computer: string, ...args: string[]) => {
  const said: string[] = []
  const complained: string[] = []
  const code = await runVerify({
    args,
    cwd: tmpdir(),
    trainingDir: empty,
    clock: mondayClock(),
    random: createRandom(),
    files,
    digests: createDigests(),
    input: process.stdin,
    timers,
    stick: files,
    keys: createKeys(createRandom()),
    secrets: createFileSecrets(files, join(folder, computer)),
    logger: quietLogger(),
    sqlWasm: pathToFileURL(wasm),
    rebuildWorker: pathToFileURL(
      join(import.meta.dirname, '../../../src/main/store/snapshot/rebuild-worker.ts'),
    ),
    out: (text) => said.push(text),
    complain: (text) => complained.push(text),
    onFatal: (error) => {
      throw error
    },
  })
  return { code, said: said.join(''), complained: complained.join('') }
}

test('an office that agrees with its ledger ends with 0', async () => {
  const { code, said } = await verify('--office', folder)
  expect(said).toMatch(/28 checks, \d+ comparisons, \d+\.\d MB on disk\.\nEverything agrees\.\n$/)
  expect(code).toBe(0)
})

test('an office that is open elsewhere is left alone, and said to be', async () => {
  const { store } = await reopen(folder)
  const { code, complained } = await verify('--office', folder)
  await store.close()
  expect(complained).toMatch(new RegExp(`^the office is open on \\S+ by process ${process.pid} since `))
  expect(code).toBe(2)
})

test('a folder without an office is not made one', async () => {
  const { code, complained } = await verify('--office', empty)
  expect(complained).toBe(`there is no office in ${empty}\n`)
  expect(code).toBe(2)
  expect(await files.list(empty)).toEqual([])
})

test('without a name the training office is meant', async () => {
  expect((await verify()).complained).toContain(empty)
})

describe('an encrypted office', () => {
  const passphrase = 'верная лошадь батарея скрепка'
  let real: string
  let words: string

  beforeAll(async () => {
    const operator = { name: 'Анна', pin: '4821' }
    const setup = { office: 'Касса', timeZone: 'Europe/Moscow', operator, passphrase }
    const office = await openOfficeCore({ kind: 'real', setup })
    await office.core.stop()
    real = office.folder
    words = join(real, 'words.txt')
    await files.writeAtomic(words, [new TextEncoder().encode(`${passphrase}\n`)])
  })

  afterAll(() => rm(real, { recursive: true }))

  test('is not looked into on a computer that does not keep its key', async () => {
    const { code, complained } = await verifyOn('another-computer', '--office', real)
    expect(complained).toContain('--passphrase-file')
    expect(code).toBe(2)
  })

  test('is checked with its passphrase from a file, and the key is not kept', async () => {
    const args = ['--office', real, '--passphrase-file', words]
    expect(await verifyOn('another-computer', ...args)).toMatchObject({ code: 0 })
    expect((await verifyOn('another-computer', '--office', real)).code).toBe(2)
  })

  test('is refused a passphrase in the open, which is not repeated', async () => {
    const { code, complained } = await verify('--office', real, '--passphrase', passphrase)
    expect(complained).toContain('--passphrase is not taken')
    expect(complained).not.toContain(passphrase)
    expect(code).toBe(2)
  })
})

test('a damaged file is named', async () => {
  const broken = await mkdtemp(join(tmpdir(), 'kvitok-broken-'))
  await files.makeFolder(join(broken, 'journal'))
  await files.writeAtomic(join(broken, 'journal', '00000001.kvj'), [new Uint8Array(4096).fill(7)])
  const { code, complained } = await verify('--office', broken)
  await rm(broken, { recursive: true })
  expect(complained).toContain('00000001.kvj')
  expect(code).toBe(2)
})

test('an option it does not know ends with 2', async () => {
  const { code, complained } = await verify('--ofice', folder)
  expect(complained).toMatch(/Unknown option '--ofice'\nTry --help\.\n/)
  expect(code).toBe(2)
})

test('what differs is told by row, in rubles, and ends with 1', async () => {
  const { store } = await reopen(folder)
  const account = store.read.first<{ id: number; debt_kop: number }>(
    plain('SELECT "id", "debt_kop" FROM "account" WHERE "debt_kop" > 200000 ORDER BY "id" LIMIT 1'),
  )
  const { id, debt_kop } = account ?? { id: 0, debt_kop: 0 }
  await store.write((tx) => tx.run(plain('UPDATE "account" SET "debt_kop" = 123 WHERE "id" = ?', id)))
  await store.close()
  const { code, said } = await verify('--office', folder)
  const owed = (debt_kop / 100).toFixed(2)
  expect(said).toContain(`account.debt: 1 differ, `)
  expect(said).toContain(`\n  account ${id}: should be ${owed}, is 1.23\n`)
  expect(said).toContain('Delete nothing')
  expect(code).toBe(1)
})
