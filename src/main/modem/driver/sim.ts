import type { Timers } from '../../app/ports/clock.ts'
import { afterColon } from '../at/answers.ts'
import { isBusy } from '../at/errors.ts'
import type { Exchange } from '../at/exchange.ts'
import type { Answer } from '../at/session.ts'
import { enterPin, SIM_STATE } from './commands.ts'
import { pause } from './pause.ts'
import type { Pins } from './pins.ts'

export type SimState = 'ready' | 'pin' | 'puk' | 'no-sim' | 'sim-failure' | 'sim-locked' | 'no-answer'

const BUSY_POLL_MS = 500
/** A card may take 12 s to be ready after its PIN (smslib). */
const BUSY_POLLS = 24

/**
 * Opens the card: asks what it wants, gives a PIN at most once, waits until it is ready. `savedPin` tells whether the
 * saved one may be given to this card.
 */
export async function openSim(
  exchange: Exchange,
  timers: Timers,
  pins: Pins,
  savedPin: () => Promise<boolean>,
): Promise<SimState> {
  const before = await settledState(exchange, timers)
  if (before === 'ready') pins.accepted()
  if (before !== 'pin') return before
  const pin = pins.next(await savedPin())
  if (pin === null) return 'pin'
  pins.trying(pin)
  const answer = await exchange.run(enterPin(pin))
  if (answer.kind === 'error') pins.refused(pin)
  if (answer.kind === 'timeout' || answer.kind === 'closed') return 'no-answer'
  const after = await settledState(exchange, timers, answer.kind === 'ok' ? 'pin' : null)
  if (after === 'ready') pins.accepted()
  return after
}

/** The state once the card is no longer busy; `passing` is a state it may still show for a while. */
async function settledState(
  exchange: Exchange,
  timers: Timers,
  passing: SimState | null = null,
): Promise<SimState> {
  let last: SimState = 'sim-failure'
  for (let poll = 0; poll < BUSY_POLLS; poll += 1) {
    if (poll > 0) await pause(timers, BUSY_POLL_MS)
    const answer = await exchange.run(SIM_STATE)
    const state = stateOf(answer)
    if (state !== 'busy' && state !== passing) return state
    last = state === 'busy' ? 'sim-failure' : state
  }
  return last
}

/** 3GPP TS 27.007, 8.3; error codes 9.2.1. */
function stateOf(answer: Answer): SimState | 'busy' {
  if (answer.kind === 'closed' || answer.kind === 'timeout') return 'no-answer'
  const line = answer.lines[0]
  if (line !== undefined) return stateOfWord(afterColon(line.text))
  if (answer.error === null) return 'busy'
  if (isBusy(answer.error)) return 'busy'
  const { code, family } = answer.error
  // A modem without a card slot of its own does not know the command.
  if (family === 'word') return 'ready'
  if (code === 10 || code === 310) return 'no-sim'
  if (code === 11 || code === 311) return 'pin'
  if (code === 12 || code === 316) return 'puk'
  return 'sim-failure'
}

function stateOfWord(word: string): SimState | 'busy' {
  switch (word.replaceAll('"', '')) {
    case 'READY':
    case 'SIM PIN2':
    case 'SIM PUK2':
      return 'ready'
    case 'SIM PIN':
      return 'pin'
    case 'SIM PUK':
      return 'puk'
    case 'NOT INSERTED':
      return 'no-sim'
    case 'NOT READY':
      return 'busy'
    default:
      return 'sim-locked'
  }
}
