import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query'
import type { CallInput, CallOutput, QueryName } from '../../shared/contract/contract.ts'
import { useCore } from './core-context.ts'
import { CoreError } from './core-error.ts'

export interface CoreQueryOptions {
  readonly enabled?: boolean
  /** Asks again after this many ms, for what changes with the clock alone. */
  readonly every_ms?: number
  /** Shows the answer to the previous input until the new one is here. */
  readonly keepPrevious?: boolean
}

/** Reads from the core; asked again whenever a topic that it shows changes (invalidation.ts). */
export function useCoreQuery<N extends QueryName>(
  name: N,
  input: CallInput<N>,
  options: CoreQueryOptions = {},
): UseQueryResult<CallOutput<N>, Error> {
  const core = useCore()
  return useQuery<CallOutput<N>, Error>({
    queryKey: [name, input],
    queryFn: async () => {
      const outcome = await core.call(name, input, null)
      if (!outcome.ok) throw new CoreError(outcome.error)
      return outcome.value
    },
    enabled: options.enabled ?? true,
    ...(options.every_ms === undefined ? {} : { refetchInterval: options.every_ms }),
    ...(options.keepPrevious === true ? { placeholderData: keepPreviousData } : {}),
  })
}
