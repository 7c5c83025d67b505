import type { Clock, Instant } from '../../app/ports/clock.ts'
import type { NetworkTime, StatusReport } from '../../app/ports/modem.ts'
import { nearestReading, type ToldTime } from '../at/network-time.ts'
import type { StateKeeper } from './state.ts'

/** Compares what the network says of the time with the office's clock, and publishes it when that changes. */
export interface NetworkClock {
  /** By the cell, or by the modem's own clock. */
  told(time: ToldTime, source: 'network' | 'modem'): void
  /** A report that was handed over at once: its discharge was just now. */
  reported(report: Pick<StatusReport, 'dischargedAt'>): void
}

const RANK: Readonly<Record<NetworkTime['source'], number>> = { 'service-centre': 0, modem: 1, network: 2 }
/** Smaller moves are the second's rounding and the line's delay. */
const NEWS_MS = 2_000
/** A better source counts for this long: after it any source is better than none. */
const FRESH_MS = 24 * 3_600_000

export function createNetworkClock(clock: Clock, keeper: StateKeeper): NetworkClock {
  const publish = (at: Instant, zone_minutes: number | null, source: NetworkTime['source']): void => {
    const readAt = clock.now()
    const known = keeper.current().networkTime
    if (known !== null) {
      const stale = readAt - known.readAt > FRESH_MS
      if (RANK[source] < RANK[known.source] && !stale) return
      const moved_ms = Math.abs(at - readAt - (known.at - known.readAt))
      if (source === known.source && moved_ms <= NEWS_MS && !stale) return
    }
    keeper.change({ networkTime: { at, readAt, zone_minutes, source } })
  }
  return {
    told: (time, source) => publish(nearestReading(time, clock.now()), time.zone_minutes, source),
    reported({ dischargedAt }) {
      if (dischargedAt !== null) publish(dischargedAt, null, 'service-centre')
    },
  }
}
