import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type CoreHost, startCoreHost } from '../../src/main/hosts/core-host.ts'
import { createSystemClock, createTimers } from '../../src/main/platform/clock.ts'
import { createFiles } from '../../src/main/platform/files.ts'
import { createFileSecrets } from '../../src/main/platform/secrets-file.ts'
import type { CallResponse } from '../../src/shared/contract/envelope.ts'
import { GateView } from '../../src/shared/contract/safety.ts'
import { silentLogger } from '../fakes/silent-logger.ts'

/** An octet in the first frame after a segment's header. */
const frameAt = 700
/** Read by the worker beside the office: test/fakes/faulty-core-worker.ts. */
const faultFile = 'fault.txt'
const passphrase = 'верная лошадь батарея скрепка'
const setup = {
  office: 'Касса на Мира',
  timeZone: 'Europe/Moscow',
  operator: { name: 'Анна', pin: '4821' },
  passphrase,
  sheetConfirmed: true,
}

let base: string
let keys = 0
const told: string[] = []
const hosts: CoreHost[] = []

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'kvitok-disk-'))
  told.length = 0
})

afterEach(async () => {
  await rm(join(base, faultFile), { force: true })
  for (const host of hosts.splice(0)) await host.stop()
  await rm(base, { recursive: true, force: true })
})

const officeDir = (): string => join(base, 'office')
const breakDisk = (what: string): Promise<void> => writeFile(join(base, faultFile), what)
const mendDisk = (): Promise<void> => rm(join(base, faultFile))

/** The real core in its real worker, on a disk that the test breaks. */
const start = async (computer = 'this-computer'): Promise<CoreHost> => {
  const timers = createTimers()
  const host = await startCoreHost({
    worker: new URL('../fakes/faulty-core-worker.ts', import.meta.url),
    settings: {
      officeDir: officeDir(),
      kind: 'real',
      modemPort: null,
      startsDir: join(base, computer, 'starts'),
      computerFile: join(base, computer, 'computer.id'),
      resourcesDir: join(import.meta.dirname, '../../resources'),
      lang: 'ru',
      passphrase: null,
      restoreFrom: null,
      setup,
    },
    ports: { list: async () => [], open: () => Promise.reject(new Error('no ports here')) },
    secrets: createFileSecrets(createFiles(timers), join(base, computer, 'keys')),
    logger: silentLogger,
    timers,
    clock: createSystemClock(),
    tell: (text) => told.push(text),
  })
  hosts.push(host)
  return host
}

const ask = (host: CoreHost, call: string, input: unknown = {}, session: string | null = null) => {
  keys += 1
  return host.call({ call, input, session, key: `disk-key-${keys}` })
}

const login = async (host: CoreHost): Promise<string> => {
  const answer = await ask(host, 'session.login', { operatorId: 1, pin: '4821' })
  if (answer.ok && typeof answer.value === 'object' && answer.value !== null && 'session' in answer.value) {
    return String(answer.value.session)
  }
  throw new Error(JSON.stringify(answer))
}

/** One intent: its key is the same however often it is sent. */
const openShift = (host: CoreHost, session: string): Promise<CallResponse> =>
  host.call({ call: 'shift.open', input: { float_kop: 100_00 }, session, key: 'intent-to-open-the-shift' })

/** Resolves with the gate's view once it fits, looked at after each event. */
const until = (host: CoreHost, fits: (view: GateView) => boolean): Promise<GateView> =>
  new Promise((resolve) => {
    const look = async (): Promise<void> => {
      const answer = await ask(host, 'gate.state')
      const view = answer.ok ? GateView.parse(answer.value) : null
      if (view === null || !fits(view)) return
      end()
      resolve(view)
    }
    const end = host.subscribe(() => void look())
    void look()
  })

describe('a disk that fails under an open office', () => {
  test.each([
    ['write no-space', 'no-space'],
    ['datasync io', 'io'],
    ['write read-only', 'read-only'],
    ['write missing', 'folder-gone'],
  ])('with «%s» answers what it cannot promise, opens again and says what happened', async (fault, code) => {
    const host = await start()
    const session = await login(host)
    await breakDisk(fault)
    expect(await openShift(host, session)).toMatchObject({ ok: false, error: { code: 'office.restarting' } })
    const closed = await until(host, ({ phase, problem }) => phase === 'closed' && problem !== null)
    expect(closed).toMatchObject({ problem: { code }, lastFailure: { code } })
    await mendDisk()
    const open = await until(host, ({ phase }) => phase === 'open')
    expect(open).toMatchObject({ problem: null, lastFailure: { code } })
    // Memory is gone with the worker, and with it the login; the intent is sent again under its key and acts once.
    expect(await openShift(host, session)).toMatchObject({ error: { code: 'session.missing' } })
    const again = await login(host)
    expect(await openShift(host, again)).toMatchObject({ ok: true })
    expect(await ask(host, 'shift.open', { float_kop: 0 }, again)).toMatchObject({
      error: { code: 'shift.open' },
    })
  })

  test('is told to whoever started the program, in words with what to do', async () => {
    const host = await start()
    const session = await login(host)
    await breakDisk('write no-space')
    await openShift(host, session)
    await until(host, ({ phase, problem }) => phase === 'closed' && problem !== null)
    expect(told).toEqual([expect.stringMatching(/no space on the disk.*Free some/)])
    await mendDisk()
  })
})

describe('an office whose stick is pulled', () => {
  test('is gone, is not made anew in its empty place, and opens when the stick is back', async () => {
    const host = await start()
    await host.stop()
    await rename(officeDir(), join(base, 'pulled'))
    await mkdir(officeDir())
    const again = await start()
    expect(await until(again, ({ phase }) => phase === 'closed')).toMatchObject({
      problem: { code: 'folder-gone' },
      acts: ['retry', 'restore'],
    })
    expect(await readdir(officeDir())).toEqual([])
    await rm(officeDir(), { recursive: true })
    await rename(join(base, 'pulled'), officeDir())
    expect(await until(again, ({ phase }) => phase === 'open')).toMatchObject({ problem: null })
  })
})

describe('an office that another computer opens', () => {
  test('asks for the passphrase, says when it is wrong, opens with it and keeps the key if told so', async () => {
    await (await start()).stop()
    const other = await start('another-computer')
    expect(await until(other, ({ phase }) => phase === 'closed')).toMatchObject({
      problem: { code: 'passphrase-needed' },
      acts: ['unlock', 'restore'],
    })
    const wrong = await ask(other, 'gate.unlock', { passphrase: 'неверная лошадь', remember: true })
    expect(wrong).toMatchObject({ ok: true, value: { problem: { code: 'passphrase-wrong' } } })
    const right = await ask(other, 'gate.unlock', { passphrase, remember: true })
    expect(right).toMatchObject({ ok: true, value: { phase: 'open' } })
    await other.stop()
    const kept = await start('another-computer')
    expect(await until(kept, ({ phase }) => phase !== 'opening')).toMatchObject({ phase: 'open' })
  })

  test('asks again next time where it was told not to keep the key', async () => {
    await (await start()).stop()
    const other = await start('another-computer')
    await ask(other, 'gate.unlock', { passphrase, remember: false })
    await other.stop()
    const again = await start('another-computer')
    expect(await until(again, ({ phase }) => phase === 'closed')).toMatchObject({
      problem: { code: 'passphrase-needed' },
    })
  })
})

describe('a damaged office', () => {
  /** Flips an octet in the first frame of the second segment, with whole ones after it. */
  const damage = async (): Promise<void> => {
    await (await start()).stop()
    const host = await start()
    const session = await login(host)
    await openShift(host, session)
    for (const name of ['Борис', 'Вера']) {
      const operator = { id: null, name, role: 'cashier', pin: '9753', active: true }
      await ask(host, 'operators.save', operator, session)
    }
    await host.stop()
    const path = join(officeDir(), 'journal', '00000002.kvj')
    const bytes = await readFile(path)
    bytes[frameAt] = (bytes[frameAt] ?? 0) ^ 0xff
    await writeFile(path, bytes)
  }

  /** Names and contents of every file in the office's folder. */
  const contents = async (): Promise<Record<string, string>> => {
    const names = await readdir(officeDir(), { recursive: true, withFileTypes: true })
    const files = names.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
    const texts = await Promise.all(
      files.map(async (path) => [path, (await readFile(path)).toString('base64')]),
    )
    return Object.fromEntries(texts)
  }

  test('is closed with the file, how young its last good state is, and its acts', async () => {
    await damage()
    const host = await start()
    expect(await until(host, ({ phase }) => phase === 'closed')).toMatchObject({
      problem: { code: 'damaged', file: expect.stringContaining('00000002.kvj') },
      acts: ['retry', 'read-only', 'salvage', 'restore'],
      lastGoodAt: expect.any(Number),
    })
    expect(await ask(host, 'office.status')).toMatchObject({
      error: { code: 'office.closed', details: { code: 'damaged' } },
    })
  })

  test('opens read-only: it is looked at, nothing is changed, and no file of it is touched', async () => {
    await damage()
    const before = await contents()
    const host = await start()
    expect(await ask(host, 'gate.openReadOnly')).toMatchObject({
      value: { phase: 'open', readOnly: true, lastGoodAt: expect.any(Number) },
    })
    const session = await login(host)
    expect(await ask(host, 'operators.list', {}, session)).toMatchObject({ ok: true })
    expect(await openShift(host, session)).toMatchObject({ error: { code: 'office.read-only' } })
    await host.stop()
    expect(await contents()).toEqual(before)
  })

  test('is salvaged: it goes on from the last good state, and the damaged files stay beside it', async () => {
    await damage()
    const host = await start()
    expect(await ask(host, 'gate.salvage')).toMatchObject({ value: { phase: 'open', readOnly: false } })
    expect(await openShift(host, await login(host))).toMatchObject({ ok: true })
    const kept = (await readdir(officeDir())).find((name) => name.startsWith('kept-'))
    expect(kept).toBeDefined()
    expect(await readdir(join(officeDir(), kept ?? '', 'journal'))).toContain('00000002.kvj')
  })
})
