import type { FileProblemCode } from '../../app/ports/files.ts'

/** From the core's worker. Every `id` gets exactly one answer. */
export type ToSecrets =
  | { readonly type: 'read'; readonly id: number; readonly name: string }
  | { readonly type: 'write'; readonly id: number; readonly name: string; readonly bytes: Uint8Array }
  | { readonly type: 'remove'; readonly id: number; readonly name: string }

/** From the main thread, which keeps them. */
export type FromSecrets =
  | { readonly type: 'done'; readonly id: number; readonly bytes: Uint8Array | null }
  /** What a `FileError` says; `cause` is its cause in words. */
  | {
      readonly type: 'failed'
      readonly id: number
      readonly code: FileProblemCode
      readonly path: string
      readonly call: string
      readonly cause: string
    }
