import { useCallback, useRef, useState } from 'react'
import type { CallInput, CallOutput, CommandName } from '../../shared/contract/contract.ts'
import type { AppError } from '../../shared/errors.ts'
import { type Outcome, useCore } from './core-context.ts'
import { failureOf } from './core-error.ts'
import { createIntentKeys } from './intent-keys.ts'

export interface CoreCommand<N extends CommandName> {
  /** Acts once however often it is repeated: the key of an intent lives until the intent succeeded. */
  run(input: CallInput<N>, key?: string): Promise<Outcome<CallOutput<N>>>
  readonly busy: boolean
  /** Why the last run was refused; null after a success or `clear`. */
  readonly error: AppError | null
  clear(): void
}

/** A command of the core. A caller that keeps its own key (a draft) gives it to `run`. */
export function useCoreCommand<N extends CommandName>(name: N): CoreCommand<N> {
  const core = useCore()
  const keys = useRef(createIntentKeys(() => crypto.randomUUID()))
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<AppError | null>(null)

  const run = useCallback(
    async (input: CallInput<N>, key?: string): Promise<Outcome<CallOutput<N>>> => {
      setBusy(true)
      setError(null)
      try {
        const outcome = await core.call(name, input, key ?? keys.current.keyOf(input))
        if (outcome.ok) keys.current.done()
        else setError(outcome.error)
        return outcome
      } catch (thrown) {
        const failure = failureOf(thrown)
        setError(failure)
        return { ok: false, error: failure }
      } finally {
        setBusy(false)
      }
    },
    [core, name],
  )
  const clear = useCallback(() => setError(null), [])
  return { run, busy, error, clear }
}
