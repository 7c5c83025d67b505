import { FileError } from '../../app/ports/files.ts'
import type { KeyState, PassphraseWrap } from '../../app/ports/keys.ts'
import type { Random } from '../../app/ports/random.ts'
import { saltSize } from '../format/header.ts'
import type { SegmentDraft } from '../journal/journal.ts'
import type { Fence } from '../lock/fence.ts'
import { createSignal, type Signal } from '../signal.ts'
import type { SnapshotProtection } from '../snapshot/snapshot-file.ts'
import { surveyFiles } from './file-survey.ts'
import { encodeKeyFile } from './key-file.ts'
import { hexOf, type KeyRing, type NewFile, newFile, sameBytes } from './key-ring.ts'
import type { KeyDeps, OpenedKeys } from './open-keys.ts'
import { type Head, writeSecretRecord } from './secret-record.ts'
import { wrapCopies } from './wrap-copies.ts'

export interface KeyRoomDeps extends KeyDeps {
  readonly random: Random
  readonly fence: Fence
  readonly officeId: Uint8Array
  /** A person accepted files that are older than this computer knows: what it knows stays until `accepted`. */
  readonly acceptOlder?: boolean
}

/** What the key file says. */
interface Held {
  readonly ring: KeyRing
  /** By key id. */
  readonly wraps: ReadonlyMap<string, PassphraseWrap>
  readonly passphraseLost: boolean
}

/**
 * The keys of an open office: its key file, and what this computer keeps. One change at a time. What this computer
 * keeps is written before the key file, for a key that a file is under must never be known nowhere.
 */
export class KeyRoom {
  readonly #deps: KeyRoomDeps
  readonly #kept: boolean
  readonly #changed: Signal<void>
  #held: Held
  #head: Head | null
  #headStays: boolean
  /** What this computer is to keep was written at least once. */
  #isKept: boolean
  #turn: Promise<unknown> = Promise.resolve()

  private constructor(deps: KeyRoomDeps, opened: OpenedKeys, ring: KeyRing) {
    this.#deps = deps
    this.#changed = createSignal(deps.logger)
    this.#kept = opened.kept
    this.#isKept = opened.kept && !opened.recordIsStale
    this.#held = { ring, wraps: opened.wraps, passphraseLost: opened.passphraseLost }
    this.#head = opened.head
    this.#headStays = deps.acceptOlder === true
  }

  /** `lastPlain`: number of the last file of an office that is encrypted from now on. Rejects with `FileError`. */
  static async begin(deps: KeyRoomDeps, opened: OpenedKeys, lastPlain: number): Promise<KeyRoom> {
    const isNew = opened.ring === null
    const current = opened.ring?.current ?? deps.keys.newKey(deps.clock.now())
    const ring = opened.ring ?? { current, keys: [current], plainUpTo: lastPlain }
    const room = new KeyRoom(deps, opened, ring)
    if (isNew) await room.#writeRecord(ring)
    else if (opened.recordIsStale) await room.#tryRecord()
    if (opened.fileIsStale) await room.#writeFile(room.#held)
    return room
  }

  get ring(): KeyRing {
    return this.#held.ring
  }

  /** Some file is plain still, or under an older key. */
  get needsRenewal(): boolean {
    return this.ring.plainUpTo > 0 || this.ring.keys.length > 1
  }

  state(): KeyState {
    return {
      encrypted: true,
      passphraseAt: this.#currentWrap()?.setAt ?? null,
      passphraseLost: this.#held.passphraseLost,
      keyAt: this.ring.current.createdAt,
      kept: this.#isKept ? this.#deps.secrets.kind : 'none',
      renewing: this.needsRenewal,
    }
  }

  /** Called after the key file was written anew; the returned function ends it. */
  onChanged(listener: () => void): () => void {
    return this.#changed.listen(listener)
  }

  newFile(draft: SegmentDraft): NewFile {
    return newFile(draft, this.ring.current, this.#salt())
  }

  /** What a copy is made with: the current key, and the passphrase's wrap of it. */
  copyProtection(): SnapshotProtection {
    return { key: this.ring.current, salt: this.#salt(), wrap: this.#currentWrap() }
  }

  setPassphrase(passphrase: string): Promise<void> {
    return this.#inTurn(async () => {
      const { keys, officeId, clock } = this.#deps
      const at = clock.now()
      const { ring } = this.#held
      const wraps = await Promise.all(ring.keys.map((key) => keys.wrap(key, passphrase, officeId, at)))
      const byId = new Map(wraps.map((wrap) => [wrap.keyId, wrap]))
      await this.#writeFile({ ring, wraps: byId, passphraseLost: false })
      await this.#tryWrapCopies()
    })
  }

  /** A new key for whatever is written from now on; false where the passphrase is not the office's. */
  replaceKey(passphrase: string): Promise<boolean> {
    return this.#inTurn(async () => {
      const { keys, clock, officeId } = this.#deps
      const known = this.#currentWrap()
      if (known === null || (await keys.unwrap(known, passphrase, officeId)) === null) return false
      const current = keys.newKey(clock.now())
      const wrap = await keys.wrap(current, passphrase, officeId, known.setAt)
      const { ring, wraps, passphraseLost } = this.#held
      const grown: KeyRing = { ...ring, current, keys: [...ring.keys, current] }
      await this.#writeRecord(grown)
      // From here on the key file may name the new key whatever its writing says: what this computer keeps must hold it.
      this.#held = { ...this.#held, ring: { ...grown, current: ring.current } }
      await this.#writeFile({ ring: grown, wraps: new Map([...wraps, [wrap.keyId, wrap]]), passphraseLost })
      return true
    })
  }

  /** Lets go of the keys that no file is under any more, and of the right to plain files. */
  retire(): Promise<void> {
    return this.#inTurn(async () => {
      const survey = await surveyFiles(this.#deps.files, this.#deps.paths)
      const { current, keys, plainUpTo } = this.ring
      const used = keys.filter((key) => key === current || survey.keyIds.has(hexOf(key.id)))
      const plain = Math.min(plainUpTo, survey.plainUpTo)
      if (used.length === keys.length && plain === plainUpTo) return
      if (used.length < keys.length) await wrapCopies(this.#deps, this.ring, () => this.copyProtection())
      const ring: KeyRing = { current, keys: used, plainUpTo: plain }
      const wraps = new Map([...this.#held.wraps].filter(([id]) => used.some((key) => hexOf(key.id) === id)))
      await this.#writeFile({ ...this.#held, ring, wraps })
      await this.#writeRecord(ring)
    })
  }

  /** This computer knows the journal to reach as far as this; where that cannot be kept, the log says so. */
  reached(head: Head): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#headStays || (this.#head !== null && sameHead(this.#head, head))) return
      this.#head = head
      await this.#tryRecord()
    })
  }

  /** What had to be written before the older files count as the right ones is on disk, up to `head`. */
  accepted(head: Head): Promise<void> {
    this.#headStays = false
    return this.reached(head)
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(work)
    // Whoever asked hears of a failure; the next one in turn does not mind.
    this.#turn = result.catch(() => undefined)
    return result
  }

  #currentWrap(): PassphraseWrap | null {
    return this.#held.wraps.get(hexOf(this.ring.current.id)) ?? null
  }

  async #writeFile(next: Held): Promise<void> {
    const { files, paths, officeId } = this.#deps
    const { ring, wraps, passphraseLost } = next
    const keys = ring.keys.map(({ id, createdAt }) => {
      const name = hexOf(id)
      return { id: name, createdAt, wrap: wraps.get(name) ?? null }
    })
    const file = {
      officeId,
      current: hexOf(ring.current.id),
      plainUpTo: ring.plainUpTo,
      passphraseLost,
      keys,
    }
    await this.#deps.fence.check()
    await files.writeAtomic(paths.keyFile, [encodeKeyFile(file, ring.current)])
    this.#held = next
    this.#changed.tell()
  }

  async #writeRecord({ current, keys, plainUpTo }: KeyRing): Promise<void> {
    await writeSecretRecord(this.#deps, this.#deps.officeId, {
      current: this.#kept ? current : null,
      keys: this.#kept ? keys : [],
      plainUpTo,
      head: this.#head,
    })
    this.#isKept = this.#kept
  }

  /** For what the office can do without. */
  async #tryRecord(): Promise<void> {
    try {
      await this.#writeRecord(this.ring)
    } catch (error) {
      this.#deps.logger.warn('this computer cannot keep what it knows of the office', {
        reason: String(error),
      })
    }
  }

  /** The passphrase is set whatever becomes of old copies; before a key goes they are tried again. */
  async #tryWrapCopies(): Promise<void> {
    try {
      await wrapCopies(this.#deps, this.ring, () => this.copyProtection())
    } catch (error) {
      if (!(error instanceof FileError)) throw error
      this.#deps.logger.warn('a copy from before the passphrase could not be written anew', { error })
    }
  }

  #salt(): Uint8Array {
    return this.#deps.random.bytes(saltSize)
  }
}

function sameHead(one: Head, other: Head): boolean {
  return one.segment === other.segment && one.sequence === other.sequence && sameBytes(one.tag, other.tag)
}
