import type { Instant } from './clock.ts'
import type { OfficeKeys } from './keys.ts'

/** What the database in a copy held when the copy was made. */
export interface CopyContent {
  readonly tables: number
  readonly rows: number
  /** SHA-256 of the database's octets, lower-case hex. */
  readonly digest: string
}

/** `problem` is a machine word: `no-space`, `read-only`, `io`, `damaged`, `integrity`, `references`, `schema`, `stopped`. */
export type CopyMade =
  | { readonly ok: true; readonly size: number; readonly content: CopyContent }
  | { readonly ok: false; readonly problem: string }

export interface CopyFile {
  /** The file's name, without its folder. */
  readonly name: string
  readonly size: number
}

export type Drilled =
  | { readonly kind: 'done'; readonly tables: number; readonly rows: number; readonly problem: string | null }
  /** The passphrase does not open the copy. */
  | { readonly kind: 'passphrase' }

/** The copies in the office's own folder. A refusal of the disk is data. */
export interface Copies {
  /** Writes everything acknowledged until now into a copy of this name, reads it back and opens it. */
  make(name: string): Promise<CopyMade>
  /** All there are, by name. */
  list(): Promise<readonly CopyFile[]>
  /** A copy that is not there is no error; one that cannot be removed stays. */
  remove(names: readonly string[]): Promise<void>
  /**
   * Restores the copy into a scratch folder, opens the office there and compares. `digest` is what the copy held when it
   * was made. With a passphrase as on another computer, without as on this one. `progress` hears of steps.
   */
  drill(
    copy: { readonly name: string; readonly digest: string | null },
    passphrase: string | null,
    progress: (done: number, total: number) => void,
  ): Promise<Drilled>
}

export interface MirrorStatus {
  readonly folder: string | null
  readonly state: 'off' | 'level' | 'behind' | 'absent' | 'full' | 'read-only' | 'slow' | 'foreign' | 'failed'
  readonly behind_bytes: number
  readonly levelAt: Instant | null
}

/** Why a folder is no place for a mirror. */
export type PlaceRefusal = 'absent' | 'full' | 'read-only' | 'foreign' | 'inside' | 'slow' | 'failed'

/** The second folder or stick. Nobody waits for it but who asks for `prepare`. */
export interface Mirroring {
  readonly status: MirrorStatus
  /** Makes a folder fit to be the place; null, or why it is none. */
  prepare(folder: string): Promise<PlaceRefusal | null>
  setPlace(folder: string | null): void
  /** The office's list of copies changed: what is good is brought to the place, what the rule lets go is removed there. */
  copiesChanged(): void
}

/** Octets on the disk. */
export interface SafetySizes {
  readonly journal: number
  readonly snapshots: number
  readonly copies: number
  /** Null where the system does not say. */
  readonly free: number | null
}

/** What keeps the office when the computer does not. */
export interface Safety {
  /** Lower-case hex. */
  readonly officeId: string
  readonly keys: OfficeKeys
  readonly copies: Copies
  readonly mirror: Mirroring
  sizes(): Promise<SafetySizes>
}
