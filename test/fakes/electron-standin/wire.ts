/**
 * Values on their way between the page and the stand-in, as JSON text: bytes become `{ $bytes: base64 }`, which is
 * all that the program's calls hold beyond plain data.
 */
export function pack(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    inner instanceof Uint8Array ? { $bytes: Buffer.from(inner).toString('base64') } : inner,
  )
}

export function unpack(text: string): unknown {
  return JSON.parse(text, (_key, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || !('$bytes' in inner)) return inner
    return typeof inner.$bytes === 'string' ? new Uint8Array(Buffer.from(inner.$bytes, 'base64')) : inner
  })
}
