import type { Protocol } from 'electron'
import type { Random } from '../../app/ports/random.ts'
import { contentSecurityPolicy, securePage } from '../csp.ts'
import { readStaticFile } from '../loopback/static-files.ts'

const appScheme = 'app'
const appHost = 'office'
/** The origin of every page of ours; nothing else may call the core. */
export const appOrigin = `${appScheme}://${appHost}`
export const appPage = `${appOrigin}/index.html`

const headers = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
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
export function serveApp(protocol: Protocol, rendererDir: string, random: Random): void {
  protocol.handle(appScheme, (request) => answerPage(request, rendererDir, random))
}

/** One request for a file under `rendererDir`; anything outside it, and any other method or host, is refused. */
export async function answerPage(request: Request, rendererDir: string, random: Random): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405)
  const url = URL.parse(request.url)
  if (url === null || url.protocol !== `${appScheme}:` || url.host !== appHost) return refuse(404)
  const file = await readStaticFile(rendererDir, url.pathname)
  if (file === null) return refuse(404)
  const { body, policy } = file.type.startsWith('text/html')
    ? withNonce(file.bytes, random)
    : { body: new Uint8Array(file.bytes), policy: contentSecurityPolicy }
  return new Response(request.method === 'HEAD' ? null : body, {
    headers: { ...headers, 'content-security-policy': policy, 'content-type': file.type },
  })
}

function withNonce(bytes: Buffer, random: Random): { body: string; policy: string } {
  const { html, policy } = securePage(
    bytes.toString('utf8'),
    Buffer.from(random.bytes(16)).toString('base64'),
  )
  return { body: html, policy }
}

function refuse(status: 404 | 405): Response {
  return new Response(null, { status, headers })
}
