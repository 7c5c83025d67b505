import { useEffect } from 'react'
import { useLocation } from 'wouter'
import type { CallOutput } from '../../shared/contract/contract.ts'
import { useCoreQuery } from '../client/use-core-query.ts'
import { useSearch } from '../state/search.ts'

export type SearchHit = CallOutput<'desk.search'>['hits'][number]

/** The hits of the typed text. `fresh` is false while they still belong to an earlier one. */
export function useSearchHits() {
  const [, navigate] = useLocation()
  const { text, mark, setMark, want, choose } = useSearch()
  const asked = text.trim()
  const query = useCoreQuery('desk.search', { text: asked }, { enabled: asked !== '', keepPrevious: true })
  const hits = query.data?.hits ?? []
  const fresh = query.isSuccess && !query.isPlaceholderData

  const take = (hit: SearchHit): void => {
    choose({ clientId: hit.clientId, accountId: hit.accountId })
    navigate('/')
  }
  return {
    hits,
    fresh,
    more: query.data?.more ?? false,
    error: query.error,
    take,
    moveMark: (by: number) => setMark(Math.max(0, Math.min(hits.length - 1, mark + by))),
    /** Opens the marked hit, as soon as the hits of this very text are here. */
    open: () => {
      const hit = hits[mark]
      if (fresh && hit !== undefined) take(hit)
      else if (!fresh) want()
    },
  }
}

/** Opens the first hit for an Enter that was faster than the search. */
export function useWantedHit(): void {
  const { hits, fresh, take } = useSearchHits()
  const { text, wanted, setText } = useSearch()
  const first = hits[0]
  useEffect(() => {
    if (!fresh || wanted !== text) return
    if (first !== undefined) take(first)
    // Nothing was found: the line takes keys again.
    else setText(text)
  })
}
