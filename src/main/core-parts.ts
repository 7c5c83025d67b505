import type { Clock, Timers } from './app/ports/clock.ts'
import type { Digests } from './app/ports/digests.ts'
import type { Files } from './app/ports/files.ts'
import type { Keys } from './app/ports/keys.ts'
import type { Logger } from './app/ports/logger.ts'
import type { Random } from './app/ports/random.ts'
import type { Secrets } from './app/ports/secrets.ts'
import type { SerialPorts } from './modem/transport.ts'
import type { StoreLimits } from './store/open-store.ts'

/** Answers to the first run's questions. */
export interface SetupAnswers {
  readonly office: string
  /** IANA name. */
  readonly timeZone: string
  readonly operator: { readonly name: string; readonly pin: string }
  readonly passphrase: string
}

/** How an office is to be opened this time. */
export interface Opening {
  /** `read-only`: the last good state, only to look at; nothing on disk is touched. */
  readonly mode: 'usual' | 'read-only'
  /** Opens what is encrypted where this computer does not keep the key. */
  readonly passphrase: string | null
  /** This computer keeps the key from now on. */
  readonly remember: boolean
  /** Opens files that are older than this computer remembers. */
  readonly acceptOlder: boolean
  /** Takes the lock of another computer that does not renew it any more. */
  readonly takeOver: boolean
}

export const usualOpening: Opening = {
  mode: 'usual',
  passphrase: null,
  remember: true,
  acceptOlder: false,
  takeOver: false,
}

/** What the core is given: the platform's parts, and what this run is about. */
export interface CoreDeps {
  readonly clock: Clock
  readonly timers: Timers
  readonly random: Random
  readonly files: Files
  /** Files of a stick or a second disk: no call of them stops the thread. */
  readonly stick: Files
  /** Octets that may still be written to a folder's disk; null where the system does not say. */
  readonly freeSpace: (folder: string) => Promise<number | null>
  /** Removes a folder with all that is in it; none is no error. */
  readonly removeTree: (folder: string) => Promise<void>
  readonly digests: Digests
  readonly keys: Keys
  /** Where this computer keeps the office's key, outside the office. */
  readonly secrets: Secrets
  readonly logger: Logger
  readonly ports: SerialPorts
  /** The entry of the worker that rebuilds snapshots. */
  readonly rebuildWorker: URL
  /** sql.js's binary. */
  readonly sqlWasm: URL
  /** Absolute path of the office's folder; made on first use. */
  readonly officeDir: string
  readonly kind: 'training' | 'real'
  /** Absolute path of the file with this user's own id of this computer; without it the host name stands for that. */
  readonly computerFile?: string
  /** The port named by hand, null to search. */
  readonly modemPort: string | null
  /** Absolute path of the program's shipped data. */
  readonly resourcesDir: string
  readonly setup: SetupAnswers | null
  readonly lang: 'ru' | 'en' | null
  readonly version: string
  /** Whether the office's files are encrypted, where that is not to follow from its kind (a real one's are). */
  readonly encrypted?: boolean
  /** Sizes at which the store rotates, syncs and rebuilds, where they are not the usual ones. */
  readonly storeLimits?: Partial<StoreLimits>
  /** The disk failed under the office: nothing may be promised any more, the host must end. */
  readonly onFatal: (error: unknown) => void
}
