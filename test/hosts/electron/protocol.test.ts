import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerPage } from '../../../src/main/hosts/electron/protocol.ts'

const random = { bytes: (count: number) => new Uint8Array(count).fill(7) }

describe('app://office', () => {
  let folder = ''
  let renderer = ''

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'kvitok-protocol-'))
    renderer = join(folder, 'renderer')
    mkdirSync(join(renderer, 'assets'), { recursive: true })
    mkdirSync(join(folder, 'renderer-other'))
    writeFileSync(join(renderer, 'index.html'), '<meta property="csp-nonce" nonce="KVITOK_CSP_NONCE">')
    writeFileSync(join(renderer, 'assets/a.js'), 'export {}')
    writeFileSync(join(renderer, 'notes.txt'), 'not of the page')
    writeFileSync(join(folder, 'secret.json'), '{"secret":1}')
    writeFileSync(join(folder, 'renderer-other/b.js'), 'secret')
    symlinkSync(join(folder, 'secret.json'), join(renderer, 'link.json'))
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const get = (url: string, method = 'GET') => answerPage(new Request(url, { method }), renderer, random)

  test('serves the page with the nonce that its policy names', async () => {
    const response = await get('app://office/')
    const nonce = Buffer.from(random.bytes(16)).toString('base64')
    expect(response.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`)
    expect(await response.text()).toContain(nonce)
  })

  test('allows nothing by default', async () => {
    const policy = (await get('app://office/index.html')).headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).not.toMatch(/unsafe-inline|unsafe-eval/)
  })

  test('serves a script as a script', async () => {
    const response = await get('app://office/assets/a.js')
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  test.each([
    'app://office/../secret.json',
    'app://office/%2e%2e/secret.json',
    'app://office/%2e%2e%2fsecret.json',
    'app://office/..%5csecret.json',
    'app://office/assets/..%2f..%2fsecret.json',
    'app://office/../renderer-other/b.js',
    'app://office/link.json',
    'app://office/%00',
    'app://office/%ZZ',
    'app://office/notes.txt',
    'app://office/assets',
    'app://elsewhere/index.html',
    'https://office/index.html',
  ])('does not serve %s', async (url) => {
    expect((await get(url)).status).toBe(404)
  })

  test('answers reading methods alone', async () => {
    expect((await get('app://office/index.html', 'POST')).status).toBe(405)
  })
})
