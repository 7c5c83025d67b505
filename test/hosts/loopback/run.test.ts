import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { programRoot } from '../../../src/main/hosts/loopback/run.ts'
import { startsFolder } from '../../../src/main/hosts/user-folder.ts'
import { encodeWire } from '../../../src/shared/contract/wire.ts'

const entry = fileURLToPath(new URL('../../fakes/loopback-entry.ts', import.meta.url))
const running: { child: ChildProcessWithoutNullStreams; exited: Promise<number | null> }[] = []
let homes: string

beforeEach(async () => {
  homes = await mkdtemp(join(tmpdir(), 'kvitok-run-'))
})

afterEach(async () => {
  for (const { child, exited } of running.splice(0)) {
    child.kill('SIGKILL')
    await exited
  }
  await rm(homes, { recursive: true, force: true })
})

/** A start by a user of its own. */
const start = (...args: string[]) => startAs(`user-${running.length}`, ...args)

function startAs(user: string, ...args: string[]) {
  const home = join(homes, user)
  const child = spawn(process.execPath, [entry, ...args], {
    env: { ...process.env, HOME: home, XDG_DATA_HOME: join(home, 'data') },
  })
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    said.out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    said.err += chunk.toString()
  })
  const exited = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
  running.push({ child, exited })
  const ready = new Promise<URL>((resolve, reject) => {
    child.stdout.on('data', () => {
      if (/^\{.*\n/.test(said.out)) resolve(new URL(JSON.parse(said.out).url))
    })
    void exited.then((code) => reject(new Error(`exit ${code}: ${said.err}`)))
  })
  ready.catch(() => undefined)
  return { child, said, exited, ready }
}

/** Spends the ticket of the launch address and makes one call, as the page does. */
async function callCore(url: URL, call: string): Promise<unknown> {
  const post = (path: string, body: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(new URL(path, url.origin), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Origin: url.origin, ...headers },
      body,
    })
  const exchanged = await post('/api/ticket', JSON.stringify({ ticket: url.hash.replace('#ticket=', '') }))
  const { token } = JSON.parse(await exchanged.text())
  const body = encodeWire({ call, input: 'привет', session: null, key: null })
  const answer = await post('/api/call', body, { Authorization: `Bearer ${token}` })
  return answer.json()
}

describe('the loopback host as a process', () => {
  test('says in one line where it is, and nothing else on standard output', async () => {
    const host = start()
    const url = await host.ready
    expect(await callCore(url, 'echo')).toEqual({ ok: true, value: 'привет' })
    host.child.kill('SIGTERM')
    await host.exited
    const lines = host.said.out.trimEnd().split('\n')
    expect(lines).toHaveLength(1)
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      ready: true,
      host: 'loopback',
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/#ticket=/),
    })
    expect(host.said.err).toContain('a line on the standard output of the worker')
  })

  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    test(`${signal} closes the office cleanly`, async () => {
      const host = start()
      await host.ready
      host.child.kill(signal)
      expect(await host.exited).toBe(0)
    })
  }

  test('an order to end while it starts is heard', async () => {
    const host = start()
    host.child.stderr.once('data', () => host.child.kill('SIGTERM'))
    expect(await host.exited).toBe(0)
  })

  test('with --exit-with-parent the end of standard input ends it', async () => {
    const host = start('--exit-with-parent')
    await host.ready
    host.child.stdin.end()
    expect(await host.exited).toBe(0)
  })

  test('a crash of the core is answered and does not end it', async () => {
    const host = start()
    const answer = await callCore(await host.ready, 'crash')
    expect(answer).toMatchObject({ ok: false, error: { code: 'office.restarting' } })
    host.child.kill('SIGTERM')
    expect(await host.exited).toBe(0)
  })

  test('a core that cannot begin is said and ends it', async () => {
    const host = start('--office', '/locked')
    expect(await host.exited).toBe(1)
    expect(host.said).toMatchObject({
      out: '',
      err: expect.stringContaining('another process has this office'),
    })
  })

  test('a port that is taken is said and ends it', async () => {
    const first = start()
    const { port } = await first.ready
    const second = start('--port', port)
    expect(await second.exited).toBe(1)
    expect(second.said).toMatchObject({ out: '', err: expect.stringContaining('EADDRINUSE') })
  })

  test('an option that it does not know is said, with exit code 2', async () => {
    const host = start('--ofice', 'x')
    expect(await host.exited).toBe(2)
    expect(host.said).toMatchObject({ out: '', err: expect.stringContaining('--ofice') })
  })

  test('a setup file that is not there is said, with exit code 2', async () => {
    const host = start('--office', '/office', '--setup', '/nowhere/setup.json')
    expect(await host.exited).toBe(2)
    expect(host.said.err).toContain('/nowhere/setup.json')
  })

  test('--help lists the options and starts nothing', async () => {
    const host = start('--help')
    expect(await host.exited).toBe(0)
    for (const option of ['--office', '--modem', '--setup', '--port', '--no-window', '--loopback']) {
      expect(host.said.out).toContain(option)
    }
  })
})

describe('a second start of the same office by the same user', () => {
  const whereOf = (user: string, office: string): string => {
    const home = join(homes, user)
    const system = { platform: process.platform, env: { XDG_DATA_HOME: join(home, 'data') }, home }
    return join(startsFolder(system, office), 'window.json')
  }

  test('gives a window of the first one, says so and ends well', async () => {
    const first = startAs('anna', '--office', '/office')
    const { origin } = await first.ready
    const second = startAs('anna', '--office', '/office')
    const url = await second.ready
    expect(await second.exited).toBe(0)
    expect(JSON.parse(second.said.out)).toEqual({ ready: true, host: 'loopback', url: url.href, first: true })
    expect(url.origin).toBe(origin)
    expect(await callCore(url, 'echo')).toEqual({ ok: true, value: 'привет' })
  })

  test('opens the office itself after the first one was killed', async () => {
    const first = startAs('anna', '--office', '/office')
    await first.ready
    first.child.kill('SIGKILL')
    await first.exited
    const second = startAs('anna', '--office', '/office')
    await second.ready
    expect(JSON.parse(second.said.out)).not.toHaveProperty('first')
  })

  test('another office is opened beside it', async () => {
    const first = startAs('anna', '--office', '/office')
    await first.ready
    const second = startAs('anna', '--office', '/another')
    await second.ready
    expect(JSON.parse(second.said.out)).not.toHaveProperty('first')
  })

  test('finds the first one by a file that only its user may read, and which goes with it', async () => {
    const first = startAs('anna', '--office', '/office')
    const { port } = await first.ready
    const where = whereOf('anna', '/office')
    expect((await stat(where)).mode & 0o777).toBe(0o600)
    expect(JSON.parse(await readFile(where, 'utf8'))).toEqual({
      port: Number(port),
      secret: expect.stringMatching(/^[\w-]{43}$/),
    })
    first.child.kill('SIGTERM')
    expect(await first.exited).toBe(0)
    await expect(stat(where)).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('is no window for another user: the secret is in no file of theirs', async () => {
    const first = startAs('anna', '--office', '/office')
    await first.ready
    const second = startAs('boris', '--office', '/office')
    await second.ready
    expect(JSON.parse(second.said.out)).not.toHaveProperty('first')
  })
})

test('the root is found from the bundle and from the source', () => {
  expect(programRoot('file:///program/out/main/loopback.js')).toBe('/program/')
  expect(programRoot('file:///program/src/main/hosts/loopback/main.ts')).toBe('/program/')
})
