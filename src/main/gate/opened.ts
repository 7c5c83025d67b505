import type { z } from 'zod'
import type { CorePort } from '../../shared/contract/envelope.ts'
import type { RestoreSource } from '../../shared/contract/safety.ts'
import type { Instant } from '../app/ports/clock.ts'
import type { OpenProblem } from '../store/open-problem.ts'

/** An office behind the gate, open. */
export interface OpenedOffice extends CorePort {
  /** Open only to look: nothing can be changed, nothing is sent. */
  readonly readOnly: boolean
  /** How young the state is that it shows read-only, where that is known. */
  readonly lastGoodAt: Instant | null
  stop(): Promise<void>
}

export type Opened =
  | { readonly ok: true; readonly office: OpenedOffice }
  | {
      readonly ok: false
      readonly problem: OpenProblem
      /** How young the last good state of a damaged office is, where that is known. */
      readonly lastGoodAt: Instant | null
    }

/** Why an open office could not go on, in plain data. */
export interface OfficeFailure {
  /** A code of a problem, or `bug`. */
  readonly code: string
  readonly message: string
}

/** What may be done to the files of an office that is closed. A refusal is the problem; a rejection is a bug. */
export interface Repair {
  /** Goes on from the last good state; the damaged files are kept beside it. */
  salvage(passphrase: string | null): Promise<OpenProblem | null>
  /** Looks at what somebody wants to restore from. */
  inspect(path: string): Promise<z.output<typeof RestoreSource>>
  /** The files that were there are kept beside the restored ones. `progress` hears steps. */
  restore(
    from: { readonly path: string; readonly passphrase: string | null },
    progress: (done: number, total: number) => void,
  ): Promise<OpenProblem | null>
}
