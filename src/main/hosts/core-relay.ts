import type { Transferable } from 'node:worker_threads'
import type { CallRequest, CallResponse, CoreEvent } from '../../shared/contract/envelope.ts'
import type { AppError, ErrorCode } from '../../shared/errors.ts'
import type { OfficeFailure } from '../gate/opened.ts'

/** From the host's main thread to the core's worker. */
export type ToCore =
  | { readonly type: 'call'; readonly id: number; readonly request: CallRequest }
  | { readonly type: 'stop' }

/** From the core's worker to the host. Nothing follows `stopped`, `failed` or `fatal`. */
export type FromCore =
  | { readonly type: 'ready' }
  | { readonly type: 'failed'; readonly failure: StartFailure }
  /** The disk failed under the open office: the worker ends, and another may open it again. */
  | { readonly type: 'fatal'; readonly failure: OfficeFailure }
  /** Words for whoever started the program. */
  | { readonly type: 'told'; readonly text: string }
  | { readonly type: 'response'; readonly id: number; readonly response: CallResponse }
  | { readonly type: 'event'; readonly event: CoreEvent }
  | { readonly type: 'stopped' }

/** Why a core could not start, in a shape that survives the message port whatever was thrown. */
export interface StartFailure {
  /** The machine code that the thrown error carried, null when it had none. */
  readonly code: string | null
  readonly message: string
}

/** What both ends of the relay need of a message port. */
export interface RelayPort {
  postMessage(message: unknown, transfer?: readonly Transferable[]): void
}

/** Buffers below this are copied: a transfer costs more than it saves, and Node's shared pool must stay whole. */
const transferFrom_bytes = 64 * 1024
const searchedDepth = 6

/**
 * The large buffers inside a value that a message port may take over instead of copying. The sender loses them.
 * Only views that span their whole buffer count: another view's bytes are not ours to give away.
 */
export function transferables(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>()
  collect(value, found, searchedDepth)
  return [...found]
}

function collect(value: unknown, found: Set<ArrayBuffer>, depth: number): void {
  if (typeof value !== 'object' || value === null) return
  if (value instanceof Uint8Array) {
    const whole = value.byteOffset === 0 && value.byteLength === value.buffer.byteLength
    if (whole && value.byteLength >= transferFrom_bytes && value.buffer instanceof ArrayBuffer) {
      found.add(value.buffer)
    }
    return
  }
  if (depth === 0) return
  for (const inner of Object.values(value)) collect(inner, found, depth - 1)
}

export function failed(code: ErrorCode, details: AppError['details'] = {}): CallResponse {
  return { ok: false, error: { code, details } }
}

/** An error with its `code`, an expected failure `{code, details}` thrown as such, or anything else. */
export function describeFailure(thrown: unknown): StartFailure {
  if (typeof thrown !== 'object' || thrown === null) return { code: null, message: String(thrown) }
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : null
  if (thrown instanceof Error) return { code, message: thrown.message }
  const details = 'details' in thrown ? ` ${JSON.stringify(thrown.details)}` : ''
  return { code, message: `${code ?? 'unknown'}${details}` }
}
