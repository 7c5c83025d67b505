import { readFile, realpath, stat } from 'node:fs/promises'
import { extname, isAbsolute, join, relative } from 'node:path'

export interface StaticFile {
  readonly type: string
  readonly bytes: Buffer
}

/** The renderer's build holds these kinds alone; anything else in the folder is not served. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
}

/**
 * Reads the file that a request's path names inside `root`, links resolved; null when the path leaves the root, is
 * malformed, or names nothing that is served.
 */
export async function readStaticFile(root: string, urlPath: string): Promise<StaticFile | null> {
  const name = fileName(urlPath)
  const type = name === null ? undefined : types[extname(name)]
  if (name === null || type === undefined) return null
  try {
    const real = await realpath(join(root, name))
    if (!isInside(await realpath(root), real)) return null
    if (!(await stat(real)).isFile()) return null
    return { type, bytes: await readFile(real) }
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

function fileName(urlPath: string): string | null {
  const path = urlPath.split('?')[0] ?? ''
  if (!path.startsWith('/')) return null
  if (path === '/') return 'index.html'
  let decoded: string
  try {
    decoded = decodeURIComponent(path.slice(1))
  } catch {
    return null
  }
  // A backslash separates folders on Windows, a colon names a drive or a stream there, a NUL ends a name in C.
  return /[\\:\0]/.test(decoded) || isAbsolute(decoded) ? null : decoded
}

function isInside(root: string, path: string): boolean {
  const way = relative(root, path)
  return way !== '' && !way.startsWith('..') && !isAbsolute(way)
}

function isMissing(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false
  return ['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG'].includes(String(error.code))
}
