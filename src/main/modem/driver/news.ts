import { parseRegistrationNews, parseStoredAt, type Registration, signalOf } from '../at/answers.ts'
import { saysRestarted, type Unsolicited } from '../at/lines.ts'
import { parseTimeNews } from '../at/network-time.ts'
import type { Direct } from './direct.ts'
import type { Inbox } from './inbox.ts'
import type { NetworkClock } from './network-clock.ts'
import type { StateKeeper } from './state.ts'
import type { UssdDialogue } from './ussd.ts'
import { networkState } from './watch.ts'

export interface NewsDeps {
  readonly keeper: StateKeeper
  readonly direct: Direct
  readonly ussd: UssdDialogue
  readonly networkClock: NetworkClock
  /** null while the modem is set up: everything stored is listed after that. */
  readonly inbox: Inbox | null
  readonly restarted: () => void
}

/** Acts on a line the modem sent by itself; lines of no use (^BOOT, ^MODE, RING) fall through. */
export function takeNews(deps: NewsDeps, { line, pdu }: Unsolicited): void {
  if (pdu !== null) {
    if (!line.startsWith('+CBM')) deps.direct.offer(pdu)
    return
  }
  if (deps.ussd.take(line)) return
  const time = parseTimeNews(line)
  const stored = parseStoredAt(line)
  const registration = parseRegistrationNews(line)
  const rssi = /^\^RSSI:\s*(\d{1,3})/.exec(line)?.[1]
  if (stored !== null) deps.inbox?.want(stored.memory)
  else if (line.startsWith('^SMMEMFULL')) deps.inbox?.wantUrgently()
  else if (time !== null) deps.networkClock.told(time, 'network')
  else if (saysRestarted(line)) deps.restarted()
  else if (registration !== null) takeRegistration(deps.keeper, registration)
  else if (rssi !== undefined) {
    const signal = signalOf(Number(rssi))
    deps.keeper.change({ signal_dbm: signal.dbm, bars: signal.bars })
  }
}

function takeRegistration(keeper: StateKeeper, registration: Registration): void {
  const { phase, problem } = keeper.current()
  // A card that has no service centre is not made ready by a network.
  if (registration.registered && problem === 'no-service-centre') return
  if (phase === 'ready' || phase === 'searching') keeper.change(networkState(registration))
}
