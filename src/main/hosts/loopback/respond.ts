import type { IncomingMessage, ServerResponse } from 'node:http'
import { encodeWire } from '../../../shared/contract/wire.ts'

/** Answers with JSON. A body that was not read to its end is never read: the connection closes instead. */
export function respondJson(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  value: unknown,
): void {
  if (response.destroyed) return
  const body = Buffer.from(encodeWire(value), 'utf8')
  if (!request.complete) response.setHeader('Connection', 'close')
  response.writeHead(status, {
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': body.length,
  })
  response.end(body)
}
