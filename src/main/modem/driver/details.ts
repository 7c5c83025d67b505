import type { Timers } from '../../app/ports/clock.ts'
import type { Exchange } from '../at/exchange.ts'
import { parseClock } from '../at/network-time.ts'
import { asking, plain } from './commands.ts'
import { readIccid, readOwnNumber } from './identity.ts'
import type { NetworkClock } from './network-clock.ts'
import type { StateKeeper } from './state.ts'

/** What is good to know and not worth a wait before the first part: asked one by one while nothing else is to do. */
export interface Details {
  /** When the next question is due, monotonic ms. */
  dueAt(): number
  step(): Promise<void>
}

interface DetailsDeps {
  readonly exchange: Exchange
  readonly keeper: StateKeeper
  readonly networkClock: NetworkClock
  readonly timers: Timers
}

const QUESTION_MS = 2_000
const HOUR_MS = 3_600_000

export function createDetails({ exchange, keeper, networkClock, timers }: DetailsDeps): Details {
  const readTime = async (): Promise<void> => {
    const answer = await exchange.run(asking('AT+CCLK?', QUESTION_MS))
    const time = answer.lines.map(({ text }) => parseClock(text)).find((found) => found !== null)
    if (time != null) networkClock.told(time, 'modem')
  }
  const first: (() => Promise<void>)[] = [
    async () => keeper.change({ iccid: keeper.current().iccid ?? (await readIccid(exchange)) }),
    async () => keeper.change({ ownNumber: keeper.current().ownNumber ?? (await readOwnNumber(exchange)) }),
    // The modem sets its clock by the cell and tells when it did (3GPP TS 27.007, 8.40 and 8.41).
    async () => void (await exchange.run(plain('AT+CTZU=1', QUESTION_MS))),
    async () => void (await exchange.run(plain('AT+CTZR=1', QUESTION_MS))),
    readTime,
  ]
  let dueAt = timers.monotonic()
  return {
    dueAt: () => dueAt,
    async step() {
      const question = first.shift() ?? readTime
      if (first.length === 0) dueAt = timers.monotonic() + HOUR_MS
      await question()
      // A modem that knows no such question has lost nothing.
      exchange.takeDisturbed()
    },
  }
}
