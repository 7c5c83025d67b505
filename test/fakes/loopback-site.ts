import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LoopbackOptions } from '../../src/main/hosts/loopback/options.ts'
import { startLoopbackServer } from '../../src/main/hosts/loopback/server.ts'
import { createTimers } from '../../src/main/platform/clock.ts'
import { createRandom } from '../../src/main/platform/random.ts'
import { createFakeCore } from './fake-core.ts'
import { silentLogger } from './silent-logger.ts'

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What a second start of the program would have read in its user's file. */
export const siteSecret = 'a-secret-of-this-test-alone-0123456789'

/** A loopback host over the fake core and a small renderer build, spoken to over real sockets. */
export async function openSite(overrides: Partial<LoopbackOptions> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'kvitok-site-'))
  const rendererDir = join(folder, 'renderer')
  await mkdir(join(rendererDir, 'assets'), { recursive: true })
  await writeFile(
    join(rendererDir, 'index.html'),
    '<!doctype html><meta property="csp-nonce" nonce="KVITOK_CSP_NONCE"><title>Квиток</title>',
  )
  await writeFile(join(rendererDir, 'assets', 'app.js'), 'document.title')
  await writeFile(join(rendererDir, 'notes.txt'), 'not a part of the page')
  await writeFile(join(folder, 'secret.json'), '{"secret":true}')
  await mkdir(join(folder, 'renderer-old'))
  await writeFile(join(folder, 'renderer-old', 'index.html'), 'another folder whose name begins the same')

  const core = createFakeCore()
  const server = await startLoopbackServer({
    core,
    port: 0,
    rendererDir,
    startSecret: siteSecret,
    random: createRandom(),
    timers: createTimers(),
    logger: silentLogger,
    ...overrides,
  })
  const authority = `127.0.0.1:${server.port}`
  const sockets = new Set<Socket>()

  const site = {
    core,
    server,
    folder,
    rendererDir,
    authority,
    origin: `http://${authority}`,
    /** A connected socket, destroyed with the site. */
    socket(): Socket {
      const socket = connect({ host: '127.0.0.1', port: server.port })
      sockets.add(socket)
      socket.on('error', () => {})
      return socket
    },
    /** Sends these very bytes and reads the first answer. */
    raw: (text: string): Promise<Answer> => readAnswer(site.socket(), text),
    /** A POST as a window sends it, but for what the overrides say; a header that is null is left out. */
    post(path: string, body: string, headers: Readonly<Record<string, string | null>> = {}): Promise<Answer> {
      const all: Record<string, string | null> = {
        Host: authority,
        Origin: `http://${authority}`,
        'Content-Type': 'application/json',
        'Content-Length': String(Buffer.byteLength(body)),
        ...headers,
      }
      const lines = Object.entries(all).flatMap(([name, value]) =>
        value === null ? [] : [`${name}: ${value}`],
      )
      return site.raw(`POST ${path} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`)
    },
    get: (path: string, headers = `Host: ${authority}`): Promise<Answer> =>
      site.raw(`GET ${path} HTTP/1.1\r\n${headers}\r\n\r\n`),
    ticket: (): string => new URL(server.launchUrl(null)).hash.replace('#ticket=', ''),
    /** The token of a new window. */
    async token(): Promise<string> {
      const answer = await site.post('/api/ticket', JSON.stringify({ ticket: site.ticket() }))
      return JSON.parse(answer.body).token
    },
    async close(): Promise<void> {
      for (const socket of sockets) socket.destroy()
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
  return site
}

export type Site = Awaited<ReturnType<typeof openSite>>

/** Resolves with status 0 when the server closed the connection without an answer. */
export function readAnswer(socket: Socket, text: string): Promise<Answer> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0)
    const finish = (): void => resolve(parseAnswer(received) ?? { status: 0, headers: {}, body: '' })
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk])
      const answer = parseAnswer(received)
      if (answer !== null && isWhole(answer)) resolve(answer)
    })
    socket.on('close', finish)
    socket.write(text)
  })
}

function isWhole(answer: Answer): boolean {
  const length = answer.headers['content-length']
  return length !== undefined && Buffer.byteLength(answer.body) >= Number(length)
}

function parseAnswer(received: Buffer): Answer | null {
  const text = received.toString('utf8')
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return null
  const [statusLine, ...lines] = text.slice(0, end).split('\r\n')
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    }),
  )
  return { status: Number(statusLine?.split(' ')[1]), headers, body: text.slice(end + 4) }
}
