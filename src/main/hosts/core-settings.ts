import type { MessagePort } from 'node:worker_threads'
import type { Instant } from '../app/ports/clock.ts'
import type { Secrets } from '../app/ports/secrets.ts'
import type { SetupAnswers } from '../core-parts.ts'

export type { SetupAnswers } from '../core-parts.ts'

/** What the host tells the core about this run: plain data that crosses to the worker. */
export interface CoreSettings {
  /** Absolute path of the office's folder; made on first use. */
  readonly officeDir: string
  readonly kind: 'training' | 'real'
  /** The port named by hand, null to search. */
  readonly modemPort: string | null
  /** Absolute path of what this user's starts of this office leave for each other. */
  readonly startsDir: string
  /** Absolute path of the file with this user's own id of this computer; made on first use. */
  readonly computerFile: string
  /** Absolute path of the program's shipped data. */
  readonly resourcesDir: string
  readonly lang: 'ru' | 'en' | null
  /** The office's passphrase, where one was given with the start. */
  readonly passphrase: string | null
  /** What the office is restored from where its folder holds none yet. */
  readonly restoreFrom: string | null
  /** Answers to the first run's questions, null when a person will give them. */
  readonly setup: SetupAnswers | null
}

/** What became of the worker before this one. */
export interface CoreHistory {
  /** Why it ended, null for the first. */
  readonly lastFailure: { readonly code: string; readonly at: Instant } | null
  /** It ended too often: the office stays closed until a person says otherwise. */
  readonly stayClosed: boolean
}

export interface CoreWorkerData extends CoreHistory {
  readonly settings: CoreSettings
  /** The worker's end of the serial bridge. */
  readonly serial: MessagePort
  /** The worker's end of the bridge to the secrets of this computer's user. */
  readonly secrets: { readonly port: MessagePort; readonly kind: Secrets['kind'] }
}
