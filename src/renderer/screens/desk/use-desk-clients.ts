import { useQueries } from '@tanstack/react-query'
import { useCore } from '../../client/core-context.ts'
import { CoreError } from '../../client/core-error.ts'
import type { DeskClient } from './desk-lines.ts'
import type { Opened } from './desk-state.ts'

export interface DeskClients {
  readonly clients: readonly DeskClient[]
  readonly loaded: boolean
  readonly error: Error | null
}

/** The clients of the visit, in its order; those that are still being read are missing. */
export function useDeskClients(opened: readonly Opened[]): DeskClients {
  const core = useCore()
  return useQueries({
    queries: opened.map(({ clientId }) => ({
      queryKey: ['desk.client', { clientId }],
      queryFn: async () => {
        const outcome = await core.call('desk.client', { clientId }, null)
        if (!outcome.ok) throw new CoreError(outcome.error)
        return outcome.value
      },
    })),
    combine: (results) => ({
      clients: results.flatMap(({ data }) => (data === undefined ? [] : [data])),
      loaded: results.every(({ data }) => data !== undefined),
      error: results.find(({ error }) => error !== null)?.error ?? null,
    }),
  })
}
