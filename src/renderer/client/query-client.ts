import { QueryClient } from '@tanstack/react-query'
import type { CoreEvent } from '../../shared/contract/envelope.ts'
import type { Core } from './core-context.ts'
import { CoreError } from './core-error.ts'
import { isStale } from './invalidation.ts'

/** Answers are kept until the core says that they changed; what the core refused is not asked again by itself. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: Number.POSITIVE_INFINITY,
        gcTime: 60_000,
        refetchOnWindowFocus: false,
        retry: (failures, error) => !(error instanceof CoreError) && failures < 2,
        networkMode: 'always',
      },
    },
  })
}

/** Marks queries stale as the core's events come; returns the function that ends it. */
export function followCore(core: Core, queries: QueryClient): () => void {
  return core.subscribe((event: CoreEvent) => {
    if (event.type !== 'changed') return
    void queries.invalidateQueries({ predicate: ({ queryKey }) => isStale(queryKey[0], event.topics) })
  })
}
