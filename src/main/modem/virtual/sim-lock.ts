/** +CPIN states, 3GPP TS 27.007, 8.3; `BLOCKED` is a card whose PUK was tried ten times. */
export type LockState = 'READY' | 'SIM PIN' | 'SIM PUK' | 'BLOCKED'

export interface SimLock {
  state(): LockState
  /** True when it asks for the PIN at every start. */
  enabled(): boolean
  /** Tries a PIN; false uses up one of three tries. */
  enter(pin: string): boolean
  /** Tries a PUK, ten times at most, and sets a new PIN. */
  unblock(puk: string, newPin: string): boolean
  /** Turns the question at start on or off; needs the PIN. */
  setEnabled(on: boolean, pin: string): boolean
  /** Makes the card ask for this PIN now. */
  demand(pin: string): void
  /** The card got power again. */
  restart(): void
  triesLeft(): number
}

const PIN_TRIES = 3
const PUK_TRIES = 10

/** The lock of a SIM; its counters outlive the modem's power. `pin` null leaves it open. */
export function createSimLock(initialPin: string | null, puk: string): SimLock {
  let pin = initialPin ?? '0000'
  let enabled = initialPin !== null
  let verified = !enabled
  let pinTries = PIN_TRIES
  let pukTries = PUK_TRIES
  const check = (given: string): boolean => {
    if (pinTries === 0) return false
    const right = given === pin
    pinTries = right ? PIN_TRIES : pinTries - 1
    return right
  }
  const state = (): LockState => {
    if (pukTries === 0) return 'BLOCKED'
    if (pinTries === 0) return 'SIM PUK'
    return verified ? 'READY' : 'SIM PIN'
  }
  return {
    state,
    enabled: () => enabled,
    enter(given) {
      const right = check(given)
      if (right) verified = true
      return right
    },
    unblock(given, newPin) {
      if (pukTries === 0) return false
      if (given !== puk) {
        pukTries -= 1
        return false
      }
      pin = newPin
      pinTries = PIN_TRIES
      pukTries = PUK_TRIES
      verified = true
      return true
    },
    setEnabled(on, given) {
      if (!check(given)) return false
      enabled = on
      return true
    },
    demand(newPin) {
      pin = newPin
      enabled = true
      verified = false
    },
    restart() {
      verified = !enabled
    },
    triesLeft: () => (pinTries === 0 ? pukTries : pinTries),
  }
}
