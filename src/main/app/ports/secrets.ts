/** Small secrets of this computer's user, outside every office. Every call rejects with `FileError` and with nothing else. */
export interface Secrets {
  /** `system`: under the system's own key store; `file`: a file that only the user may read; `none`: nothing is kept. */
  readonly kind: 'system' | 'file' | 'none'
  /** `name` is lower-case hex. Null where nothing is kept under it. */
  read(name: string): Promise<Uint8Array | null>
  /** Replaces what was kept under the name as a whole. */
  write(name: string, bytes: Uint8Array): Promise<void>
  /** A name that keeps nothing is no error. */
  remove(name: string): Promise<void>
}
