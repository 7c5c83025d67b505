import type { OfficeKeys } from '../app/ports/keys.ts'
import type { Logger } from '../app/ports/logger.ts'
import type { Journal } from './journal/journal.ts'
import type { JournalPlace } from './journal/journal-place.ts'
import type { KeyRing } from './keys/key-ring.ts'
import type { KeyRoom } from './keys/key-room.ts'
import { Renewal } from './keys/renewal.ts'
import type { Signal } from './signal.ts'
import type { SnapshotProtection } from './snapshot/snapshot-file.ts'
import type { Snapshotter } from './snapshot/snapshotter.ts'

/** What the host may ask of an open office beyond `Store`. Each listener is called at once; the returned function ends it. */
export interface StoreMaintenance {
  readonly officeId: Uint8Array
  readonly keys: OfficeKeys
  /** Seals the open segment and makes a snapshot of all before it; resolves when it is made and checked. */
  snapshot(): Promise<void>
  /** How far the journal is on disk. */
  durable(): JournalPlace
  onDurable(listener: (place: JournalPlace) => void): () => void
  /** Segments up to this number do not change any more. */
  onSealed(listener: (segment: number) => void): () => void
  /** This snapshot was made and checked, and files older than the one before it are gone. */
  onSnapshot(listener: (number: number) => void): () => void
  /** What a copy made now is encrypted with; null in an office that is not encrypted. */
  copyProtection(): SnapshotProtection | null
  /** What a worker needs to read the office's files; never to be logged. Null in an office that is not encrypted. */
  ring(): KeyRing | null
  /** Resolves when no file is written anew under another key any more. */
  renewed(): Promise<void>
  /**
   * Older files that a person accepted are the right ones from now on: until it is called another opening asks again.
   * Call once the hold that they need is written.
   */
  acceptedOlder(): Promise<void>
}

export interface StoreSignals {
  readonly durable: Signal<JournalPlace>
  readonly sealed: Signal<number>
  readonly snapshot: Signal<number>
}

export interface MaintenanceParts {
  readonly officeId: Uint8Array
  readonly journal: Journal
  readonly snapshotter: Snapshotter
  /** Null in an office that is not encrypted. */
  readonly room: KeyRoom | null
  readonly signals: StoreSignals
  readonly logger: Logger
}

/** What may be asked of an open office; begins at once to write anew what an earlier run left under an old key. */
export function createMaintenance(parts: MaintenanceParts): StoreMaintenance {
  const { officeId, journal, snapshotter, room, signals, logger } = parts
  const rotate = (): Promise<void> => journal.whenIdle(() => journal.rotate())
  const snapshot = async (): Promise<void> => {
    await rotate()
    await snapshotter.force(journal.segment - 1)
  }
  const isClosing = (): boolean => journal.isClosing
  const renewal = room === null ? null : new Renewal({ room, logger, snapshot, isClosing })
  void renewal?.run()
  return {
    officeId,
    keys: room === null || renewal === null ? plainKeys : officeKeys(room, renewal, rotate),
    snapshot,
    durable: () => journal.durable,
    onDurable: signals.durable.listen,
    onSealed: signals.sealed.listen,
    onSnapshot: signals.snapshot.listen,
    copyProtection: () => room?.copyProtection() ?? null,
    ring: () => room?.ring ?? null,
    renewed: async () => renewal?.run(),
    acceptedOlder: async () => room?.accepted(journal.durable),
  }
}

function officeKeys(room: KeyRoom, renewal: Renewal, rotate: () => Promise<void>): OfficeKeys {
  return {
    state: () => room.state(),
    setPassphrase: (passphrase) => room.setPassphrase(passphrase),
    rotate: async (passphrase) => {
      if (!(await room.replaceKey(passphrase))) return false
      await rotate()
      void renewal.run()
      return true
    },
    onChanged: (listener) => room.onChanged(listener),
  }
}

/** A training office has nothing to hide: whoever asks it for a passphrase has a bug. */
export const plainKeys: OfficeKeys = {
  state: () => ({
    encrypted: false,
    passphraseAt: null,
    passphraseLost: false,
    keyAt: null,
    kept: 'none',
    renewing: false,
  }),
  setPassphrase: () => Promise.reject(new Error('the office is not encrypted')),
  rotate: () => Promise.reject(new Error('the office is not encrypted')),
  onChanged: () => () => undefined,
}
