/** Files that come with the program; read only. */
export interface Shipped {
  /** Rejects when the program is incomplete. */
  read(path: string): Promise<Uint8Array>
  list(folder: string): Promise<string[]>
}
