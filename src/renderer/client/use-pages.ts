import { useInfiniteQuery } from '@tanstack/react-query'
import type { UIEvent } from 'react'
import { type CallInput, type CallOutput, contract, type QueryName } from '../../shared/contract/contract.ts'
import { useCore } from './core-context.ts'
import { CoreError } from './core-error.ts'

/** Queries that answer with keyset pages. */
export type PagedQuery = {
  [N in QueryName]: CallInput<N> extends { cursor: string | null } ? N : never
}[QueryName]
export type PageItem<N extends PagedQuery> = CallOutput<N>['items'][number]
export type PageInput<N extends PagedQuery> = Omit<CallInput<N>, 'cursor'>

export interface Pages<Item> {
  readonly items: readonly Item[]
  /** True until the first page is here. */
  readonly loading: boolean
  readonly loadingMore: boolean
  readonly hasMore: boolean
  readonly error: Error | null
  /** Asks for the next page; harmless when there is none or one is on its way. */
  loadMore(): void
  reload(): void
}

const firstPage: string | null = null

/** Give it to antd's Table as `onScroll`: asks for the next page a screen before the end. */
export function nearEnd(pages: Pages<unknown>): (event: UIEvent<HTMLDivElement>) => void {
  return ({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
    if (scrollHeight - scrollTop < 2 * clientHeight) pages.loadMore()
  }
}

export function usePages<N extends PagedQuery>(
  name: N,
  input: PageInput<N>,
  options?: { readonly enabled?: boolean },
): Pages<PageItem<N>>
export function usePages(
  name: PagedQuery,
  input: object,
  options: { readonly enabled?: boolean } = {},
): Pages<unknown> {
  const core = useCore()
  const { data, error, isPending, isFetchingNextPage, hasNextPage, fetchNextPage, refetch } =
    useInfiniteQuery({
      queryKey: [name, input, 'pages'],
      initialPageParam: firstPage,
      queryFn: async ({ pageParam }) => {
        const outcome = await core.call(
          name,
          contract[name].input.parse({ ...input, cursor: pageParam }),
          null,
        )
        if (!outcome.ok) throw new CoreError(outcome.error)
        return outcome.value
      },
      getNextPageParam: (last) => last.next,
      enabled: options.enabled ?? true,
    })
  return {
    items: data?.pages.flatMap((page): readonly unknown[] => page.items) ?? [],
    loading: isPending,
    loadingMore: isFetchingNextPage,
    hasMore: hasNextPage,
    error,
    loadMore: () => {
      if (hasNextPage && !isFetchingNextPage) void fetchNextPage()
    },
    reload: () => void refetch(),
  }
}
