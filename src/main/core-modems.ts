import { chosenPort } from './app/modem/modem-calls.ts'
import type { Clock } from './app/ports/clock.ts'
import type { ModemLink } from './app/ports/modem-links.ts'
import type { Store } from './app/ports/store.ts'
import { expectedCard, linkChoice } from './app/sims/link-choice.ts'
import type { CoreDeps } from './core-parts.ts'
import type { Radio } from './core-radio.ts'
import { createModem } from './modem/modem.ts'
import type { SerialPorts } from './modem/transport.ts'

/** The first modem does not look into the port that is named as the spare's. */
const without = (ports: SerialPorts, taken: () => string | null): SerialPorts => ({
  ...ports,
  list: async () => (await ports.list()).filter((port) => port.path !== taken()),
})

const sparePort = (store: Store): string | null => {
  const { spareOn, sparePort: port } = linkChoice(store.read)
  return spareOn ? port : null
}

/** The office's modem, and the spare that is started only where the office wants one; each expects its own card. */
export const createOfficeModems = (
  radio: Radio,
  store: Store,
  deps: CoreDeps,
  clock: Clock,
): readonly ModemLink[] => {
  const { timers, logger } = deps
  const expected = (link: 1 | 2) => ({ imsi: expectedCard(store.read, link) })
  const first = createModem({
    ports: radio.spare === null ? without(radio.ports, () => sparePort(store)) : radio.ports,
    timers,
    clock,
    logger,
    settings: () => ({ port: radio.port ?? chosenPort(store.read), pin: null, expected: expected(1) }),
  })
  const second = createModem({
    ports: radio.spare?.ports ?? radio.ports,
    timers,
    clock,
    logger,
    // A spare without a named port would take the first modem's: it waits for a person to name one.
    settings: () => ({
      port: radio.spare?.port ?? sparePort(store) ?? noPort,
      pin: null,
      expected: expected(2),
    }),
  })
  return [
    { number: 1, modem: first },
    { number: 2, modem: second },
  ]
}

const noPort = 'none'
