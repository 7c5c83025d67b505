/** Why nothing leaves for a while, for a person to read. */
export interface Rest {
  readonly why: 'refusals' | 'barred' | 'device' | 'link'
  /** The CMS or CME code of the last refusal. */
  readonly code: number | null
  /** Monotonic milliseconds. */
  readonly until_ms: number
}

/** What became of a part, as far as the breaker cares. */
export interface BreakerNews {
  readonly result: 'accepted' | 'refused' | 'other'
  readonly recipient: string
  readonly code: number | null
  /** A rest the outcome itself asks for, and why. */
  readonly rest: { readonly ms: number; readonly why: 'barred' | 'device' | 'link' } | null
}

export interface Breaker {
  /** `probe`: one part may be tried, and what becomes of it decides. */
  state(now_ms: number): 'closed' | 'resting' | 'probe'
  rest(now_ms: number): Rest | null
  /** Returns the rest that this news began, null when none. */
  note(news: BreakerNews, now_ms: number): Rest | null
}

const refusalsBeforeRest = 5
const minute_ms = 60_000
const firstRest_ms = 2 * minute_ms
const longestRest_ms = 15 * minute_ms

/**
 * Rests when different recipients are refused one after another: then it is the card or the network, not a number.
 * After the rest one part is tried; refused again, the rest is longer; taken, everything goes on.
 */
export const createBreaker = (): Breaker => {
  let refusedBy: string[] = []
  let rest: Rest | null = null
  let rested_ms = 0

  const begin = (why: Rest['why'], code: number | null, ms: number, now_ms: number): Rest => {
    rest = { why, code, until_ms: now_ms + ms }
    return rest
  }

  const refuse = (recipient: string, code: number | null, now_ms: number): Rest | null => {
    refusedBy = [...refusedBy.filter((one) => one !== recipient), recipient]
    const probed = rested_ms > 0
    if (!probed && refusedBy.length < refusalsBeforeRest) return null
    rested_ms = probed ? Math.min(longestRest_ms, rested_ms * 2) : firstRest_ms
    refusedBy = []
    return begin('refusals', code, rested_ms, now_ms)
  }

  return {
    state: (now_ms) => {
      if (rest !== null && now_ms < rest.until_ms) return 'resting'
      return rested_ms > 0 ? 'probe' : 'closed'
    },
    rest: (now_ms) => (rest !== null && now_ms < rest.until_ms ? rest : null),
    note: (news, now_ms) => {
      if (news.result === 'accepted') {
        refusedBy = []
        rested_ms = 0
        rest = null
        return null
      }
      const refused = news.result === 'refused' ? refuse(news.recipient, news.code, now_ms) : null
      if (news.rest === null) return refused
      return begin(news.rest.why, news.code, news.rest.ms, now_ms)
    },
  }
}

/** What stands between the queue and the modem now, for a person. */
export interface OutboxState {
  readonly rest: { readonly why: Rest['why']; readonly code: number | null; readonly left_ms: number } | null
  /** One part is being tried after a rest. */
  readonly probing: boolean
}

export const stateOfBreaker = (breaker: Breaker, now_ms: number): OutboxState => {
  const rest = breaker.rest(now_ms)
  return {
    rest:
      rest === null ? null : { why: rest.why, code: rest.code, left_ms: Math.round(rest.until_ms - now_ms) },
    probing: breaker.state(now_ms) === 'probe',
  }
}
