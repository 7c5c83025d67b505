import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { askFirst, sayWhere } from '../../../src/main/hosts/loopback/first-start.ts'
import { askProof } from '../../../src/main/hosts/loopback/start-proof.ts'
import { createRandom } from '../../../src/main/platform/random.ts'
import { openSite, type Site, siteSecret } from '../../fakes/loopback-site.ts'

const path = '/api/start'
const nonce = 'n'.repeat(32)
let site: Site
let folder: string
let file: string

beforeEach(async () => {
  site = await openSite()
  folder = await mkdtemp(join(tmpdir(), 'kvitok-second-'))
  file = join(folder, 'window.json')
})

afterEach(async () => {
  await site.close()
  await rm(folder, { recursive: true, force: true })
})

const question = (secret = siteSecret): string => JSON.stringify({ nonce, proof: askProof(secret, nonce) })
/** As the program asks: a POST that no page made. */
const ask = (body = question(), headers: Record<string, string | null> = {}) =>
  site.post(path, body, { Origin: null, ...headers })

describe('a question for a window', () => {
  test('by who knows the secret is given a ticket that opens one window', async () => {
    const { status, body } = await ask()
    expect(status).toBe(200)
    const { ticket } = JSON.parse(body)
    const exchange = () => site.post('/api/ticket', JSON.stringify({ ticket }))
    expect((await exchange()).status).toBe(200)
    expect((await exchange()).status).toBe(403)
  })

  test.each([
    ['with another secret', () => ask(question('another-secret-altogether-987654321')), 401],
    ['with no proof', () => ask(JSON.stringify({ nonce })), 400],
    [
      'with a proof for another nonce',
      () => ask(JSON.stringify({ nonce: 'm'.repeat(32), proof: askProof(siteSecret, nonce) })),
      401,
    ],
    ['with a nonce that is none', () => ask(JSON.stringify({ nonce: '', proof: '' })), 400],
    ['that is not JSON', () => ask('{'), 400],
    ['under another host name', () => ask(question(), { Host: 'kvitok.example' }), 403],
    ['from a page of another origin', () => ask(question(), { Origin: 'http://evil.example' }), 403],
    ['from our own page', () => site.post(path, question()), 403],
    ['from a browser that hides its origin', () => ask(question(), { 'Sec-Fetch-Site': 'cross-site' }), 403],
    ['as a form', () => ask(question(), { 'Content-Type': 'text/plain' }), 415],
    ['too long to be one', () => ask(JSON.stringify({ nonce, proof: 'p'.repeat(1000) })), 413],
  ])('%s is refused', async (_how, attempt, status) => {
    expect((await attempt()).status).toBe(status)
  })

  test('by GET is refused', async () => {
    expect((await site.get(path)).status).toBe(405)
  })

  test('asked without end is refused after ten in a minute, and the window that is open goes on', async () => {
    const token = await site.token()
    const statuses: number[] = []
    for (let times = 1; times <= 15; times += 1) statuses.push((await ask()).status)
    expect(statuses).toEqual([...Array(10).fill(200), ...Array(5).fill(429)])
    const call = JSON.stringify({ call: 'echo', input: 1, session: null, key: null })
    const answer = await site.post('/api/call', call, { Authorization: `Bearer ${token}` })
    expect(JSON.parse(answer.body)).toEqual({ ok: true, value: 1 })
  })

  test('with wrong secrets without end takes no start away from who knows it', async () => {
    for (let times = 1; times <= 40; times += 1) await ask(question('another-secret-altogether-987654321'))
    expect((await ask()).status).toBe(200)
  })

  test('is answered by no site that has no secret', async () => {
    const silent = await openSite({ startSecret: null })
    const answer = await silent.post(path, question(), { Origin: null })
    expect(answer.status).toBe(404)
    await silent.close()
  })
})

describe('a second start', () => {
  const random = createRandom()

  test('is given the address of a window of the first one', async () => {
    await sayWhere(file, { port: site.server.port, secret: siteSecret })
    const url = await askFirst(file, random)
    expect(url).toMatch(new RegExp(`^${site.origin}/#ticket=[\\w-]{20,}$`))
  })

  test('finds nothing where no first start said where it is', async () => {
    expect(await askFirst(file, random)).toBeNull()
  })

  test('removes what a killed first start left behind', async () => {
    const { port } = site.server
    await sayWhere(file, { port, secret: siteSecret })
    await site.server.stop()
    expect(await askFirst(file, random)).toBeNull()
    expect(await readdir(folder)).toEqual([])
  })

  test('believes no stranger who listens where the first one was, and tells it no secret', async () => {
    let heard = ''
    const stranger = createServer((request, response) => {
      request.on('data', (chunk: Buffer) => {
        heard += chunk.toString()
      })
      request.on('end', () => response.end(JSON.stringify({ ticket: 't'.repeat(43), proof: 'p'.repeat(43) })))
    })
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve))
    const address = stranger.address()
    if (address === null || typeof address === 'string') throw new Error('no port')
    await sayWhere(file, { port: address.port, secret: siteSecret })
    expect(await askFirst(file, random)).toBeNull()
    expect(heard).toContain('proof')
    expect(heard).not.toContain(siteSecret)
    await new Promise((resolve) => stranger.close(resolve))
  })

  test('leaves the file of a first start that is only busy', async () => {
    await sayWhere(file, { port: site.server.port, secret: siteSecret })
    for (let times = 1; times <= 10; times += 1) await ask()
    expect(await askFirst(file, random)).toBeNull()
    expect(await readdir(folder)).toEqual(['window.json'])
  })

  test.each(['', '{', '[]', '{"port":0,"secret":"x"}', '{"port":70000,"secret":"0123456789012345678901"}'])(
    'takes «%s» for no first start',
    async (text) => {
      await writeFile(file, text)
      expect(await askFirst(file, random)).toBeNull()
    },
  )

  test('a first start that ends leaves the file of a later one', async () => {
    const takeBack = await sayWhere(file, { port: 1, secret: 'the-first-start-of-this-office' })
    await sayWhere(file, { port: 2, secret: 'the-later-start-of-this-office' })
    await takeBack()
    expect(await readdir(folder)).toEqual(['window.json'])
  })
})
