import { readFile } from 'node:fs/promises'
import { extname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import type { Protocol } from 'electron'
import { contentSecurityPolicy } from '../csp.ts'

const appScheme = 'app'
const appHost = 'office'
/** The origin of every page of ours; nothing else may call the core. */
export const appOrigin = `${appScheme}://${appHost}`
export const appPage = `${appOrigin}/index.html`

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
}

const headers = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
}

/** Must run before the app is ready: Electron refuses it afterwards. */
export function registerAppScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: appScheme,
      privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true },
    },
  ])
}

/** Serves the renderer's build as `app://office/…`. */
export function serveApp(protocol: Protocol, rendererDir: string): void {
  protocol.handle(appScheme, (request) => answerPage(request, rendererDir))
}

/** One request for a file under `rendererDir`; anything outside it, and any other method or host, is refused. */
export async function answerPage(request: Request, rendererDir: string): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405)
  const path = fileFor(request.url, rendererDir)
  if (path === null) return refuse(404)
  const type = types[extname(path)]
  if (type === undefined) return refuse(404)
  const bytes = await readOrNull(path)
  if (bytes === null) return refuse(404)
  return new Response(request.method === 'HEAD' ? null : bytes, {
    headers: { ...headers, 'content-type': type, 'cache-control': 'no-store' },
  })
}

function fileFor(address: string, rendererDir: string): string | null {
  const url = URL.parse(address)
  if (url === null || url.protocol !== `${appScheme}:` || url.host !== appHost) return null
  const name = decoded(url.pathname)
  if (name === null || name.includes('\0')) return null
  const path = resolve(join(rendererDir, name === '/' ? 'index.html' : name))
  const inside = relative(rendererDir, path)
  const outside = inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)
  return outside ? null : path
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text)
  } catch {
    // Broken percent signs name no file of ours.
    return null
  }
}

async function readOrNull(path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await readFile(path))
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR')) {
      return null
    }
    throw error
  }
}

function refuse(status: 404 | 405): Response {
  return new Response(null, { status, headers })
}
