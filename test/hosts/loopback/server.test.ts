import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { contentSecurityPolicy } from '../../../src/main/hosts/csp.ts'
import { startLoopbackServer } from '../../../src/main/hosts/loopback/server.ts'
import { createRandom } from '../../../src/main/platform/random.ts'
import type { CallResponse, CorePort } from '../../../src/shared/contract/envelope.ts'
import { decodeWire, encodeWire } from '../../../src/shared/contract/wire.ts'
import { openSite, type Site } from '../../fakes/loopback-site.ts'
import { createManualTimers } from '../../fakes/manual-timers.ts'
import { silentLogger } from '../../fakes/silent-logger.ts'

let site: Site

beforeEach(async () => {
  site = await openSite()
})

afterEach(() => site.close())

const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` })
const request = (call: string, input: unknown = null): string =>
  encodeWire({ call, input, session: null, key: null })

/** A core whose one call waits until the test answers it. */
function createGatedCore(): CorePort & {
  readonly asked: Promise<void>
  answer(response: CallResponse): void
} {
  const asked = Promise.withResolvers<void>()
  const response = Promise.withResolvers<CallResponse>()
  return {
    asked: asked.promise,
    answer: (given) => response.resolve(given),
    call() {
      asked.resolve()
      return response.promise
    },
    subscribe: () => () => {},
  }
}

/** Lines of an event stream as they come. */
async function openEvents(token: string) {
  const socket = site.socket()
  let received = ''
  let check = (): void => {}
  socket.on('data', (chunk: Buffer) => {
    received += chunk.toString()
    check()
  })
  socket.on('close', () => check())
  socket.write(
    `POST /api/events HTTP/1.1\r\nHost: ${site.authority}\r\nOrigin: ${site.origin}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}`,
  )
  const lines = (): unknown[] => received.match(/^\{.*\}$/gm)?.map((line) => JSON.parse(line)) ?? []
  const until = (done: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      check = () => {
        if (done()) resolve()
      }
      check()
    })
  await until(() => lines().length > 0)
  return {
    socket,
    head: () => received.split('\r\n\r\n')[0],
    async first(count: number): Promise<unknown[]> {
      await until(() => lines().length >= count)
      return lines()
    },
    closed: () => until(() => socket.closed),
  }
}

describe('the page', () => {
  test('is served at the root with its type', async () => {
    const answer = await site.get('/')
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(answer.body).toContain('Квиток')
  })

  test('its files are served from inside the build', async () => {
    const answer = await site.get('/assets/app.js?v=1')
    expect([answer.status, answer.body]).toEqual([200, 'document.title'])
    expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8')
  })

  test('every answer carries the security headers, refusals too', async () => {
    const answers = [await site.get('/'), await site.get('/missing.js'), await site.post('/api/call', '{}')]
    for (const { headers } of answers) {
      expect(headers['content-security-policy']).toContain(
        "default-src 'none'; script-src 'self'; style-src 'self'",
      )
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('no-referrer')
      expect(headers['cross-origin-opener-policy']).toBe('same-origin')
      expect(headers['cross-origin-resource-policy']).toBe('same-origin')
      expect(headers['x-frame-options']).toBe('DENY')
      expect(headers['cache-control']).toBe('no-store')
    }
  })

  test('each answer of the page has a nonce of its own, for styles alone', async () => {
    const nonces = new Set<string>()
    for (const answer of [await site.get('/'), await site.get('/index.html')]) {
      const nonce = /nonce="([^"]+)"/.exec(answer.body)?.[1] ?? ''
      expect(Buffer.from(nonce, 'base64')).toHaveLength(16)
      expect(answer.headers['content-security-policy']).toContain(`style-src 'self' 'nonce-${nonce}';`)
      expect(answer.headers['content-security-policy']).toContain("script-src 'self';")
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(2)
  })

  test('the policy allows no inline code, no eval and no other host', () => {
    expect(contentSecurityPolicy).toContain("default-src 'none'")
    expect(contentSecurityPolicy).toContain("frame-ancestors 'none'")
    expect(contentSecurityPolicy).not.toMatch(/unsafe|http|\*/)
  })
})

describe('calls', () => {
  test('a ticket is exchanged for a token that calls the core', async () => {
    const answer = await site.post('/api/call', request('echo', { sum: 1 }), bearer(await site.token()))
    expect(decodeWire(answer.body)).toEqual({ ok: true, value: { sum: 1 } })
  })

  test('the launch address carries the ticket where it is neither sent nor logged', () => {
    expect(site.server.launchUrl(null)).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#ticket=[\w-]{43}$/)
  })

  test('the session and the key of the window reach the core', async () => {
    const body = encodeWire({ call: 'session', input: null, session: 's-1', key: 'k-1' })
    const answer = await site.post('/api/call', body, bearer(await site.token()))
    expect(decodeWire(answer.body)).toEqual({ ok: true, value: { session: 's-1', key: 'k-1' } })
  })

  test('bytes go both ways', async () => {
    const token = await site.token()
    const sent = await site.post('/api/call', request('size', new Uint8Array(70_000)), bearer(token))
    expect(decodeWire(sent.body)).toEqual({ ok: true, value: 70_000 })
    const received = await site.post('/api/call', request('bytes', 3), bearer(token))
    expect(decodeWire(received.body)).toEqual({ ok: true, value: Uint8Array.of(7, 7, 7) })
  })

  test('a second window gets its own token by a ticket that the first asked for', async () => {
    const first = await site.token()
    const answer = await site.post('/api/ticket/new', '{}', bearer(first))
    const exchanged = await site.post('/api/ticket', answer.body)
    const second: string = JSON.parse(exchanged.body).token
    expect(second).not.toBe(first)
    for (const token of [first, second]) {
      expect((await site.post('/api/call', request('echo'), bearer(token))).status).toBe(200)
    }
  })
})

describe('events', () => {
  test('begin with an opening line and then come as they happen', async () => {
    const token = await site.token()
    const events = await openEvents(token)
    await site.post('/api/call', request('change'), bearer(token))
    expect(await events.first(2)).toEqual([
      { type: 'open' },
      { type: 'event', event: { type: 'changed', topics: ['bills'] } },
    ])
    expect(events.head()).toContain('Content-Type: application/x-ndjson')
  })

  test('a window that went away is forgotten', async () => {
    const events = await openEvents(await site.token())
    expect(site.core.listeners()).toBe(1)
    events.socket.destroy()
    const token = await site.token()
    while (site.core.listeners() > 0) await site.post('/api/call', request('echo'), bearer(token))
    expect(site.core.listeners()).toBe(0)
  })

  test('silence is filled with heartbeats', async () => {
    await site.close()
    const timers = createManualTimers()
    site = await openSite({ timers })
    const events = await openEvents(await site.token())
    timers.advance(15_000)
    timers.advance(15_000)
    expect(await events.first(3)).toEqual([{ type: 'open' }, { type: 'heartbeat' }, { type: 'heartbeat' }])
  })

  test('a window that reads nothing is told once to reread all, then dropped', async () => {
    await site.close()
    const timers = createManualTimers()
    site = await openSite({ timers })
    const token = await site.token()
    const events = await openEvents(token)
    events.socket.pause()
    // More than the buffers of both sockets hold.
    for (let n = 0; n < 40; n += 1) await site.post('/api/call', request('emit', 5_000), bearer(token))
    timers.advance(15_000)
    timers.advance(15_000)
    timers.advance(15_000)
    while (site.core.listeners() > 0) await site.post('/api/call', request('echo'), bearer(token))
    expect(site.core.listeners()).toBe(0)
  })
})

describe('the end', () => {
  test('windows are told that the office is closing', async () => {
    const events = await openEvents(await site.token())
    const stopped = site.server.stop()
    expect(await events.first(2)).toEqual([{ type: 'open' }, { type: 'closing' }])
    await events.closed()
    await stopped
  })

  test('a call under way gets its answer', async () => {
    await site.close()
    const core = createGatedCore()
    site = await openSite({ core })
    const late = site.post('/api/call', request('slow'), bearer(await site.token()))
    await core.asked
    const stopped = site.server.stop()
    core.answer({ ok: true, value: 'late' })
    expect(await late).toMatchObject({ status: 200, body: '{"ok":true,"value":"late"}' })
    await stopped
  })

  test('a port that is taken is refused when starting', async () => {
    const options = {
      core: site.core,
      port: site.server.port,
      rendererDir: site.rendererDir,
      startSecret: null,
      random: createRandom(),
      timers: createManualTimers(),
      logger: silentLogger,
    }
    await expect(startLoopbackServer(options)).rejects.toMatchObject({ code: 'EADDRINUSE' })
  })
})
