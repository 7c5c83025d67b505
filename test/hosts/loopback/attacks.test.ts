import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openSite, readAnswer, type Site } from '../../fakes/loopback-site.ts'

let site: Site

beforeEach(async () => {
  site = await openSite()
})

afterEach(() => site.close())

const echo = JSON.stringify({ call: 'echo', input: 1, session: null, key: null })
const bearer = (token: string): Record<string, string> => ({ Authorization: `Bearer ${token}` })

async function callWith(headers: Record<string, string | null>, body = echo) {
  return site.post('/api/call', body, { ...bearer(await site.token()), ...headers })
}

describe('a page that reaches us by another name (DNS rebinding)', () => {
  for (const host of ['evil.example', 'localhost:80', '127.0.0.1', '127.0.0.1:1', '127.0.0.1.evil.example']) {
    test(`a call with Host ${host} is refused`, async () => {
      const answer = await callWith({ Host: host })
      expect([answer.status, answer.body]).toEqual([403, '{"refused":"host"}'])
    })
  }

  test('the page itself is not served under another Host', async () => {
    expect((await site.get('/', 'Host: evil.example')).status).toBe(403)
  })

  test('two Host headers are refused, whichever is right', async () => {
    const answer = await site.get('/', `Host: ${site.authority}\r\nHost: evil.example`)
    expect([400, 403]).toContain(answer.status)
  })

  test('no Host is refused', async () => {
    expect([400, 403]).toContain((await site.get('/', 'Accept: */*')).status)
  })

  test('an absolute address of another site as the request target is not served', async () => {
    expect((await site.get('http://evil.example/')).status).toBe(404)
  })
})

describe('a page of another origin', () => {
  for (const origin of ['http://evil.example', 'null', 'http://localhost', 'https://127.0.0.1']) {
    test(`a call with Origin ${origin} is refused`, async () => {
      const answer = await callWith({ Origin: origin })
      expect([answer.status, answer.body]).toEqual([403, '{"refused":"origin"}'])
    })
  }

  test('another port of the same address is another origin', async () => {
    expect((await callWith({ Origin: 'http://127.0.0.1:1' })).status).toBe(403)
  })

  test('a call without an Origin is refused', async () => {
    expect((await callWith({ Origin: null })).status).toBe(403)
  })

  test('a ticket cannot be spent from another origin, and stays good', async () => {
    const body = JSON.stringify({ ticket: site.ticket() })
    expect((await site.post('/api/ticket', body, { Origin: 'http://evil.example' })).status).toBe(403)
    expect((await site.post('/api/ticket', body)).status).toBe(200)
  })

  test('our files cannot be fetched by a page of another origin', async () => {
    const answer = await site.get('/', `Host: ${site.authority}\r\nOrigin: http://evil.example`)
    expect(answer.status).toBe(403)
  })

  test('a preflight is refused and no answer ever allows another origin', async () => {
    const preflight = await site.raw(
      `OPTIONS /api/call HTTP/1.1\r\nHost: ${site.authority}\r\nOrigin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\n\r\n`,
    )
    const page = await site.get('/')
    const called = await callWith({})
    expect(preflight.status).toBe(403)
    for (const answer of [preflight, page, called]) {
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    }
  })
})

describe('tickets and tokens', () => {
  test('a ticket works once', async () => {
    const body = JSON.stringify({ ticket: site.ticket() })
    expect((await site.post('/api/ticket', body)).status).toBe(200)
    const again = await site.post('/api/ticket', body)
    expect([again.status, again.body]).toEqual([403, '{"refused":"ticket"}'])
  })

  test('a ticket that was never issued is refused', async () => {
    const answer = await site.post('/api/ticket', JSON.stringify({ ticket: 'A'.repeat(43) }))
    expect(answer.status).toBe(403)
  })

  test('a body without a ticket is refused', async () => {
    expect((await site.post('/api/ticket', '{}')).status).toBe(400)
  })

  test('a ticket that is not a text is refused', async () => {
    expect((await site.post('/api/ticket', '{"ticket":{"length":43}}')).status).toBe(400)
  })

  test('a call without a token is refused', async () => {
    const answer = await site.post('/api/call', echo)
    expect([answer.status, answer.body]).toEqual([401, '{"refused":"token"}'])
  })

  test('a call with a wrong token is refused', async () => {
    await site.token()
    expect((await site.post('/api/call', echo, bearer('A'.repeat(43)))).status).toBe(401)
  })

  test('a ticket is no token', async () => {
    expect((await site.post('/api/call', echo, bearer(site.ticket()))).status).toBe(401)
  })

  test('a token in a cookie or in the address is not looked at', async () => {
    const token = await site.token()
    expect((await site.post('/api/call', echo, { Cookie: `token=${token}` })).status).toBe(401)
    expect((await site.post(`/api/call?token=${token}`, echo)).status).toBe(404)
  })

  test('no answer sets a cookie', async () => {
    const answers = [await site.get('/'), await callWith({})]
    for (const answer of answers) expect(answer.headers['set-cookie']).toBeUndefined()
  })

  test('a ticket for a second window needs the token of the first', async () => {
    expect((await site.post('/api/ticket/new', '{}')).status).toBe(401)
  })

  test('the event stream needs a token', async () => {
    expect((await site.post('/api/events', '{}')).status).toBe(401)
    expect(site.core.listeners()).toBe(0)
  })
})

describe('what a call must look like', () => {
  for (const type of [
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/jsonp',
  ]) {
    test(`a call of type ${type} is refused`, async () => {
      expect((await callWith({ 'Content-Type': type })).status).toBe(415)
    })
  }

  test('a call without a type is refused', async () => {
    expect((await callWith({ 'Content-Type': null })).status).toBe(415)
  })

  test('a call by GET is refused', async () => {
    const answer = await site.get('/api/call')
    expect([answer.status, answer.body]).toEqual([405, '{"refused":"method"}'])
  })

  test('a body in chunks, whose length nobody stated, is refused', async () => {
    const headers = { 'Content-Length': null, 'Transfer-Encoding': 'chunked' }
    expect((await callWith(headers, '1\r\n1\r\n0\r\n\r\n')).status).toBe(411)
  })

  test('a length and chunks together (request smuggling) are refused', async () => {
    expect([400, 411]).toContain((await callWith({ 'Transfer-Encoding': 'chunked' })).status)
  })

  test('a length that is no number is refused', async () => {
    expect((await callWith({ 'Content-Length': '-1' })).status).toBe(400)
  })

  const malformed = {
    'text that is not JSON': '{"call":',
    'a list': '[]',
    null: 'null',
    'an envelope without a call': '{"input":1,"session":null,"key":null}',
    'a call that is not a text': '{"call":{},"input":1,"session":null,"key":null}',
    'a session that is not a text': '{"call":"echo","input":1,"session":7,"key":null}',
    'a member that no envelope has': '{"call":"echo","input":1,"session":null,"key":null,"role":"owner"}',
    'a key that would change a prototype':
      '{"call":"echo","input":{"__proto__":{}},"session":null,"key":null}',
    'a name of a call without end': `{"call":"${'a'.repeat(5_000)}","input":1,"session":null,"key":null}`,
  }
  for (const [what, body] of Object.entries(malformed)) {
    test(`${what} is refused as malformed`, async () => {
      const answer = await callWith({}, body)
      expect([answer.status, answer.body]).toEqual([400, '{"refused":"malformed"}'])
    })
  }

  test('an unknown call is an error of the core, as data', async () => {
    const answer = await callWith({}, echo.replace('echo', 'office.destroy'))
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([200, { error: { code: 'call.unknown' } }])
  })

  test('a name with a line break in it cannot split the answer', async () => {
    const answer = await callWith({}, echo.replace('echo', 'a\\r\\nSet-Cookie: a=b'))
    expect(answer.headers['set-cookie']).toBeUndefined()
  })
})

describe('too much of something', () => {
  test('a body over the cap is refused by its stated length, before any of it is read', async () => {
    const answer = await callWith({ 'Content-Length': String(32 * 1024 * 1024 + 1) }, '')
    expect([answer.status, answer.body]).toEqual([413, '{"refused":"too-large"}'])
    expect(answer.headers['connection']).toBe('close')
  })

  test('a ticket exchange has a small cap of its own', async () => {
    const body = JSON.stringify({ ticket: 'A'.repeat(2000) })
    expect((await site.post('/api/ticket', body)).status).toBe(413)
  })

  test('a header section without end is refused', async () => {
    expect((await callWith({ 'X-Padding': 'a'.repeat(100_000) })).status).toBe(431)
  })

  test('a window that calls without waiting is refused beyond its bound, and others are served', async () => {
    const token = await site.token()
    const never = echo.replace('echo', 'never')
    for (let n = 0; n < 64; n += 1) void site.post('/api/call', never, bearer(token))
    let refused = await site.post('/api/call', echo, bearer(token))
    while (JSON.parse(refused.body).ok === true) refused = await site.post('/api/call', echo, bearer(token))
    expect(JSON.parse(refused.body)).toMatchObject({ error: { code: 'call.too-large' } })
    expect(JSON.parse((await callWith({})).body)).toEqual({ ok: true, value: 1 })
  })

  test('a window that opens event streams without end is refused beyond its bound', async () => {
    const token = await site.token()
    for (let n = 0; n < 4; n += 1) void site.post('/api/events', '{}', bearer(token))
    let last = await site.post('/api/ticket/new', '{}', bearer(token))
    while (site.core.listeners() < 4) last = await site.post('/api/ticket/new', '{}', bearer(token))
    expect(last.status).toBe(200)
    const answer = await site.post('/api/events', '{}', bearer(token))
    expect([answer.status, answer.body]).toEqual([429, '{"refused":"busy"}'])
    expect(site.core.listeners()).toBe(4)
  })

  test('bodies that together exceed the memory set aside for them are refused', async () => {
    await site.close()
    site = await openSite({ limits: { bodies_bytes_max: 4_000 } })
    const token = await site.token()
    const slow = site.socket()
    slow.write(
      `POST /api/call HTTP/1.1\r\nHost: ${site.authority}\r\nOrigin: ${site.origin}\r\nAuthorization: Bearer ${token}\r\nContent-Type: application/json\r\nContent-Length: 3900\r\n\r\n`,
    )
    const large = JSON.stringify({ call: 'echo', input: 'a'.repeat(500), session: null, key: null })
    let answer = await site.post('/api/call', large, bearer(token))
    while (answer.status === 200) answer = await site.post('/api/call', large, bearer(token))
    expect([answer.status, answer.body]).toEqual([429, '{"refused":"busy"}'])
  })

  test('connections beyond the bound are closed at once', async () => {
    await site.close()
    site = await openSite({ limits: { connections_max: 2 } })
    const held = [site.socket(), site.socket()]
    for (const socket of held) await new Promise((resolve) => socket.once('connect', resolve))
    expect((await site.get('/')).status).toBe(0)
  })
})

describe('slowness as an attack', () => {
  test('a body that never ends is cut off', async () => {
    await site.close()
    site = await openSite({ limits: { request_ms_max: 200 } })
    const token = await site.token()
    const answer = await site.post('/api/call', '{"call"', { ...bearer(token), 'Content-Length': '500' })
    expect([0, 408]).toContain(answer.status)
  })

  test('headers that never end are cut off', async () => {
    await site.close()
    site = await openSite({ limits: { request_ms_max: 200 } })
    const answer = await readAnswer(site.socket(), `GET / HTTP/1.1\r\nHost: ${site.authority}\r\nX-Slow: `)
    expect([0, 408]).toContain(answer.status)
  })
})

describe('paths that lead out of the renderer', () => {
  const paths = [
    '/../secret.json',
    '/assets/../../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/%2e%2e%2fsecret.json',
    '/..%5csecret.json',
    '/..\\secret.json',
    '/%252e%252e/secret.json',
    '//secret.json',
    '/../renderer-old/index.html',
    '/C:/secret.json',
    '/index.html%00.json',
    '/%',
    '/%ff%fe.html',
    '/assets',
    '/notes.txt',
    '/.html',
    '/api',
    '/api/unknown',
    '/api/../index.html',
    `/${'a'.repeat(4_000)}.html`,
  ]
  for (const path of paths) {
    test(`${path.slice(0, 40)} is not found`, async () => {
      const answer = await site.get(path)
      expect([answer.status, answer.body]).toEqual([404, '{"refused":"not-found"}'])
    })
  }

  test('a link inside the renderer that leads out is not followed', async () => {
    await symlink(join(site.folder, 'secret.json'), join(site.rendererDir, 'linked.json'))
    expect((await site.get('/linked.json')).status).toBe(404)
  })

  test('a file of the whole system is not served', async () => {
    const path = `/${encodeURIComponent(join(site.folder, 'secret.json'))}`
    expect((await site.get(path)).status).toBe(404)
  })
})

describe('other ways in', () => {
  for (const method of ['PUT', 'DELETE', 'PATCH', 'TRACE']) {
    test(`${method} is refused`, async () => {
      const answer = await site.raw(`${method} / HTTP/1.1\r\nHost: ${site.authority}\r\n\r\n`)
      expect(answer.status).toBe(405)
    })
  }

  test('a tunnel (CONNECT) is closed', async () => {
    const answer = await site.raw(`CONNECT example.com:443 HTTP/1.1\r\nHost: ${site.authority}\r\n\r\n`)
    expect(answer.status).toBe(0)
  })

  test('bytes that are not HTTP are refused', async () => {
    expect((await site.raw('\x16\x03\x01\x02\x00\x01\x00\r\n\r\n')).status).toBe(400)
  })

  test('after all of this the site still answers', async () => {
    await site.raw('rubbish\r\n\r\n')
    expect((await site.get('/')).status).toBe(200)
  })
})
