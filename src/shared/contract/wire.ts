/** Thrown by `decodeWire` for a text that `encodeWire` cannot have written. */
export class WireError extends Error {
  override readonly name = 'WireError'
}

/** No call nests deeper; the bound keeps a hostile text from exhausting the stack further on. */
const depth_max = 32
const bytesKey = '$bytes'
/** Bytes encoded at once, whole triples: more would overflow the stack of some engines. */
const chunk = 3 * 0xa00

/**
 * JSON that also carries bytes, for hosts whose transport is text. A Uint8Array is `{"$bytes": "<base64>"}`; an
 * object's own key that begins with `$` is written with one more `$`, so that no data can pretend to be bytes.
 */
export function encodeWire(value: unknown): string {
  return JSON.stringify(toJson(value)) ?? 'null'
}

function toJson(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Uint8Array) return { [bytesKey]: toBase64(value) }
  if (Array.isArray(value)) return value.map(toJson)
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.startsWith('$') ? `$${key}` : key, toJson(inner)]),
  )
}

/** The inverse of `encodeWire`; members that are `undefined` are gone, as in JSON. Throws WireError. */
export function decodeWire(text: string): unknown {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw new WireError('not JSON')
  }
  return fromJson(parsed, depth_max)
}

function fromJson(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (depth === 0) throw new WireError('nested too deep')
  if (Array.isArray(value)) return value.map((inner) => fromJson(inner, depth - 1))
  const entries = Object.entries(value)
  const [first] = entries
  if (entries.length === 1 && first?.[0] === bytesKey) return fromBase64(first[1])
  return Object.fromEntries(entries.map(([key, inner]) => [plainKey(key), fromJson(inner, depth - 1)]))
}

function plainKey(key: string): string {
  // A key that would change an object's prototype when a careless copy assigns it; no call has one.
  if (key === '__proto__') throw new WireError('forbidden key')
  if (!key.startsWith('$')) return key
  if (!key.startsWith('$$')) throw new WireError('unknown mark')
  return key.slice(1)
}

function toBase64(bytes: Uint8Array): string {
  // Browsers have it and it is ten times faster; Node 24 does not.
  if ('toBase64' in bytes && typeof bytes.toBase64 === 'function') return bytes.toBase64()
  const pieces: string[] = []
  for (let at = 0; at < bytes.length; at += chunk) {
    pieces.push(btoa(String.fromCharCode(...bytes.subarray(at, at + chunk))))
  }
  return pieces.join('')
}

function fromBase64(text: unknown): Uint8Array {
  if (typeof text !== 'string') throw new WireError('bytes are not base64')
  let binary: string
  try {
    binary = atob(text)
  } catch {
    throw new WireError('bytes are not base64')
  }
  const bytes = new Uint8Array(binary.length)
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at)
  return bytes
}
