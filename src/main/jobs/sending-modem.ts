import type { Modem } from '../app/ports/modem.ts'
import type { ModemLink } from '../app/ports/modem-links.ts'

export interface SendingModem {
  readonly modem: Modem
  follow(active: () => ModemLink | null): void
}

/** The modem as the use cases see it: the one that sends, or the first while none does. */
export const createSendingModem = ([link]: readonly ModemLink[]): SendingModem => {
  if (link === undefined) throw new Error('an office has a modem, if an absent one')
  const first = link.modem
  let active: () => ModemLink | null = () => null
  const current = (): Modem => active()?.modem ?? first
  return {
    modem: {
      state: () => current().state(),
      measure: first.measure,
      prepare: first.prepare,
      join: first.join,
      submit: (part) => current().submit(part),
      start: (sink) => first.start(sink),
      enterPin: (pin) => first.enterPin(pin),
      stop: () => first.stop(),
    },
    follow: (next) => {
      active = next
    },
  }
}
