import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Timers } from '../../app/ports/clock.ts'
import type { Logger } from '../../app/ports/logger.ts'
import { contentSecurityPolicy, securePage } from '../csp.ts'
import { createApi } from './api.ts'
import { defaultLimits, type LoopbackLimits, type LoopbackOptions } from './options.ts'
import { checkSource, refusal } from './refusals.ts'
import { respondJson } from './respond.ts'
import { createSecondStart, secondStartPath } from './second-start.ts'
import { readStaticFile } from './static-files.ts'

export interface LoopbackServer {
  readonly port: number
  /** A launch address with a ticket of its own, which works once; `lifetime_ms` null keeps it until used. */
  launchUrl(lifetime_ms: number | null): string
  /** Refuses new calls, ends the event streams, lets answers that are due go out, and closes. */
  stop(): Promise<void>
}

/** On every answer, the static ones too. */
const securityHeaders: Readonly<Record<string, string>> = {
  'Content-Security-Policy': contentSecurityPolicy,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=()',
  'Cache-Control': 'no-store',
}

const stopLimit_ms = 3_000

/** Serves the renderer and the core's calls on 127.0.0.1; rejects when the port is taken. */
export async function startLoopbackServer(options: LoopbackOptions): Promise<LoopbackServer> {
  const limits = { ...defaultLimits, ...options.limits }
  const { logger, timers } = options
  const { server, closeWhenQuiet } = createQuietServer(limits, logger, route)
  const api = createApi(options, limits)
  const { startSecret } = options
  const secondStart = startSecret === null ? null : createSecondStart(startSecret, timers, api.issueTicket)
  let authority = ''

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refused = checkSource(request, authority)
    if (refused !== null) return respondJson(request, response, refused.status, { refused: refused.refused })
    const path = request.url ?? ''
    if (path === secondStartPath && secondStart !== null) return secondStart.handle(request, response)
    if (path.startsWith('/api/')) return api.handle(path, request, response)
    await serveFile(options, path, request, response)
  }

  await listen(server, options.port)
  // For example no descriptor left for a connection: that one is lost, the others go on.
  server.on('error', (error) =>
    logger.error('the server failed to take a connection', { error: error.message }),
  )
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server has no port')
  authority = `127.0.0.1:${address.port}`

  return {
    port: address.port,
    launchUrl: (lifetime_ms) => `http://${authority}/#ticket=${api.issueTicket(lifetime_ms)}`,
    stop() {
      const closed = close(server, timers)
      api.close()
      closeWhenQuiet()
      return closed
    },
  }
}

/** Node's server with bounds on time and size, which closes as soon as no answer is due. */
function createQuietServer(
  limits: LoopbackLimits,
  logger: Logger,
  route: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): { server: Server; closeWhenQuiet(): void } {
  const answering = new Set<ServerResponse>()
  /** A closing server waits for answers that are due, not for connections that a browser merely keeps. */
  const closeWhenQuiet = (): void => {
    if (!server.listening && answering.size === 0) setImmediate(() => server.closeAllConnections())
  }
  const bounds = {
    requestTimeout: limits.request_ms_max,
    headersTimeout: Math.min(10_000, limits.request_ms_max),
    connectionsCheckingInterval: Math.min(1_000, limits.request_ms_max),
    keepAliveTimeout: 60_000,
    maxHeaderSize: 8 * 1024,
  }
  const server = createServer(bounds, (request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value)
    // Written to after the window went away; `close` follows and ends whatever wrote.
    response.on('error', (error) => logger.debug('a window went away', { error: error.message }))
    answering.add(response)
    response.once('close', () => {
      answering.delete(response)
      closeWhenQuiet()
    })
    route(request, response).catch((error: unknown) => {
      logger.error('a request failed as a bug', { path: request.url, error: String(error) })
      response.destroy()
    })
  })
  server.maxConnections = limits.connections_max
  // There is nothing here to tunnel to.
  server.on('connect', (_request, socket) => socket.destroy())
  return { server, closeWhenQuiet }
}

async function serveFile(
  { rendererDir, random }: LoopbackOptions,
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return respondJson(request, response, refusal('method').status, { refused: 'method' })
  }
  const file = await readStaticFile(rendererDir, path)
  if (file === null) return respondJson(request, response, 404, { refused: 'not-found' })
  let { bytes } = file
  if (file.type.startsWith('text/html')) {
    const page = securePage(bytes.toString('utf8'), Buffer.from(random.bytes(16)).toString('base64'))
    bytes = Buffer.from(page.html, 'utf8')
    response.setHeader('Content-Security-Policy', page.policy)
  }
  response.writeHead(200, { 'Content-Type': file.type, 'Content-Length': bytes.length })
  response.end(request.method === 'HEAD' ? undefined : bytes)
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen({ host: '127.0.0.1', port }, () => {
      server.off('error', reject)
      resolve()
    })
  })
}

/** Answers that are due get this long; then every connection is closed. */
function close(server: Server, timers: Timers): Promise<void> {
  return new Promise((resolve) => {
    const cancel = timers.after(stopLimit_ms, () => server.closeAllConnections())
    server.close(() => {
      cancel()
      resolve()
    })
  })
}
