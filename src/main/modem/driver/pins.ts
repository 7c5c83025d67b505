/** Which PIN may be tried: a card locks itself after three wrong ones, so none is tried twice. */
export interface Pins {
  /** A PIN the operator typed; it goes before the saved one. */
  offer(pin: string): void
  /** The PIN to try now, null when none is left; `saved` false where the card may be another than the saved one's. */
  next(saved: boolean): string | null
  /** Called before the PIN leaves the PC: without an answer it counts as tried. */
  trying(pin: string): void
  refused(pin: string): void
  /** The card is open: what was tried without an answer was right or not needed. */
  accepted(): void
  /** True when the last PIN offered or saved was refused before. */
  lastWasRefused(saved: boolean): boolean
}

const PIN = /^\d{4,8}$/

/** True for 4 to 8 digits (3GPP TS 31.101, 9.3); nothing else is ever put into a command. */
export function isPin(text: string): boolean {
  return PIN.test(text)
}

export function createPins(saved: () => string | null, onRefused: (pin: string) => void): Pins {
  const refused = new Set<string>()
  const unanswered = new Set<string>()
  let offered: string | null = null
  const usable = (pin: string | null): string | null =>
    pin !== null && isPin(pin) && !refused.has(pin) && !unanswered.has(pin) ? pin : null
  return {
    offer(pin) {
      offered = pin
    },
    next: (mayUseSaved) => usable(offered) ?? (mayUseSaved ? usable(saved()) : null),
    trying(pin) {
      unanswered.add(pin)
    },
    refused(pin) {
      unanswered.delete(pin)
      refused.add(pin)
      onRefused(pin)
    },
    accepted() {
      unanswered.clear()
    },
    lastWasRefused(mayUseSaved) {
      const last = offered ?? (mayUseSaved ? saved() : null)
      return last !== null && usable(last) === null
    },
  }
}
