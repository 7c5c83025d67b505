import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTimers } from '../../src/main/platform/clock.ts'
import { createLoopbackTransport } from '../../src/renderer/client/transport-loopback.ts'
import { alone } from '../../src/renderer/client/transport-share.ts'

const entry = fileURLToPath(new URL('../../src/main/hosts/loopback/main.ts', import.meta.url))
const anonymous = { session: null, key: null }
let folder: string
const ends: (() => Promise<void>)[] = []

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kvitok-process-'))
})

afterEach(async () => {
  for (const end of ends.splice(0)) await end()
  await rm(folder, { recursive: true, force: true })
})

/** The program from its source with its real core, on the training office of a user of its own. */
function start(args: readonly string[] = [], user = 'user') {
  const home = join(folder, user)
  const child = spawn(process.execPath, [entry, ...args], {
    env: { ...process.env, XDG_DATA_HOME: join(home, 'data'), HOME: home },
  })
  let said = ''
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const exited = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  const ready = new Promise<URL>((resolve, reject) => {
    child.stdout.once('data', (chunk: Buffer) => resolve(new URL(JSON.parse(chunk.toString()).url)))
    void exited.then(() => reject(new Error(said)))
  })
  ready.catch(() => undefined)
  ends.push(async () => {
    child.kill('SIGKILL')
    await exited
  })
  return { child, exited, ready, said: () => said }
}

/** A window of it, by the renderer's own transport. */
function openWindow(url: URL) {
  return createLoopbackTransport({
    origin: url.origin,
    ticket: url.hash.replace('#ticket=', ''),
    fetch: (address, init) => fetch(address, { ...init, headers: { ...init.headers, Origin: url.origin } }),
    token: { read: () => null, write: () => {}, remove: () => {} },
    after: createTimers().after,
    share: alone,
    showDocument: () => {},
  })
}

const training = { ok: true, value: { kind: 'training', needsSetup: false } }

test('the training office opens, answers, and is the same after kill -9', async () => {
  const first = start()
  const before = await openWindow(await first.ready).call('office.status', {}, anonymous)
  expect(before).toMatchObject(training)
  first.child.kill('SIGKILL')
  await first.exited
  const second = start()
  expect(await openWindow(await second.ready).call('office.status', {}, anonymous)).toMatchObject(training)
  second.child.kill('SIGTERM')
  expect(await second.exited).toBe(0)
})

test('a second start of the same user gives a window of the first one', async () => {
  const first = start()
  const window = openWindow(await first.ready)
  const second = start()
  const url = await second.ready
  expect(await second.exited).toBe(0)
  expect(url.origin).toBe((await first.ready).origin)
  expect(await openWindow(url).call('office.status', {}, anonymous)).toMatchObject(training)
  expect(await window.call('office.status', {}, anonymous)).toMatchObject(training)
})

test('a second process that may not ask the first one says who holds the office, and the first one goes on', async () => {
  const office = join(folder, 'office')
  const first = start(['--office', office])
  const window = openWindow(await first.ready)
  const other = start(['--office', office], 'other')
  const state = await openWindow(await other.ready).call('gate.state', {}, anonymous)
  expect(state).toMatchObject({
    ok: true,
    value: { phase: 'closed', problem: { code: 'held', pid: first.child.pid }, acts: ['retry'] },
  })
  expect(other.said()).toContain('the office did not open: the office is open on')
  expect(await window.call('office.status', {}, anonymous)).toMatchObject({
    ok: true,
    value: { kind: 'real' },
  })
})

test('what keeps an office closed is a state with acts, and a retry opens it', async () => {
  const office = join(folder, 'office')
  await writeFile(office, 'a file where the folder belongs')
  const host = start(['--office', office])
  const window = openWindow(await host.ready)
  expect(await window.call('office.status', {}, anonymous)).toMatchObject({
    ok: false,
    error: { code: 'office.closed' },
  })
  await rm(office)
  const opened = await window.call('gate.retry', {}, { session: null, key: 'intent-000001' })
  expect(opened).toMatchObject({ ok: true, value: { phase: 'open' } })
  expect(await window.call('office.status', {}, anonymous)).toMatchObject({
    ok: true,
    value: { kind: 'real', needsSetup: true },
  })
})

test('a call without a session, an unknown call and a wrong input are errors of the core', async () => {
  const host = start()
  const window = openWindow(await host.ready)
  const answers = [
    await window.call('office.top', {}, anonymous),
    await window.call('__proto__', {}, anonymous),
    await window.call(
      'session.login',
      { operatorId: 'one', pin: 1111 },
      { session: null, key: 'intent-000001' },
    ),
  ]
  expect(answers.map((answer) => (answer.ok ? 'ok' : answer.error.code))).toEqual([
    'session.missing',
    'call.unknown',
    'call.input',
  ])
})
