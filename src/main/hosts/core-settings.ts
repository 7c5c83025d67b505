import type { MessagePort } from 'node:worker_threads'
import type { SetupAnswers } from '../core-parts.ts'

export type { SetupAnswers } from '../core-parts.ts'

/** What the host tells the core about this run: plain data that crosses to the worker. */
export interface CoreSettings {
  /** Absolute path of the office's folder; made on first use. */
  readonly officeDir: string
  readonly kind: 'training' | 'real'
  /** The port named by hand, null to search. */
  readonly modemPort: string | null
  /** Absolute path of the program's shipped data. */
  readonly resourcesDir: string
  readonly lang: 'ru' | 'en' | null
  /** Answers to the first run's questions, null when a person will give them. */
  readonly setup: SetupAnswers | null
}

export interface CoreWorkerData {
  readonly settings: CoreSettings
  /** The worker's end of the serial bridge. */
  readonly serial: MessagePort
}
