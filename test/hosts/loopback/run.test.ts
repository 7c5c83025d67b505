import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test } from 'vitest'
import { programRoot } from '../../../src/main/hosts/loopback/run.ts'
import { encodeWire } from '../../../src/shared/contract/wire.ts'

const entry = fileURLToPath(new URL('../../fakes/loopback-entry.ts', import.meta.url))
const children: ChildProcessWithoutNullStreams[] = []

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

function start(...args: string[]) {
  const child = spawn(process.execPath, [entry, ...args])
  children.push(child)
  const said = { out: '', err: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    said.out += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    said.err += chunk.toString()
  })
  const exited = new Promise<number | null>((resolve) => child.once('close', (code) => resolve(code)))
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

test('the root is found from the bundle and from the source', () => {
  expect(programRoot('file:///program/out/main/loopback.js')).toBe('/program/')
  expect(programRoot('file:///program/src/main/hosts/loopback/main.ts')).toBe('/program/')
})
