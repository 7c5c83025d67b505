import { chosenPort } from './app/modem/modem-calls.ts'
import type { Clock } from './app/ports/clock.ts'
import type { ModemLink } from './app/ports/modem-links.ts'
import type { Store } from './app/ports/store.ts'
import { expectedDevice, linkChoice } from './app/sims/link-choice.ts'
import { simOf, termsOfSim } from './app/sims/sims.ts'
import type { CoreDeps } from './core-parts.ts'
import type { Radio } from './core-radio.ts'
import { createModem } from './modem/modem.ts'
import type { SerialPorts } from './modem/transport.ts'

/** The first modem does not look into the port that is named as the spare's. */
const without = (ports: SerialPorts, taken: () => string | null): SerialPorts => ({
  ...ports,
  list: async () => (await ports.list()).filter((port) => port.path !== taken()),
})

/** The spare's port while its modem is known by nothing else. */
const sparePort = (store: Store): string | null => {
  const { spareOn, sparePort: port } = linkChoice(store.read)
  return spareOn && expectedDevice(store.read, 2).imei === null ? port : null
}

/** What both links' settings hold: who is expected, who is the other's on ports that are `shared`, and how parts go. */
const linkSettings = (store: Store, link: 1 | 2, shared: boolean, imsi: () => string | null) => {
  const expected = expectedDevice(store.read, link)
  const others = [expectedDevice(store.read, link === 1 ? 2 : 1).imei]
    .filter((imei) => imei !== null)
    .filter((imei) => imei !== expected.imei)
  const card = imsi()
  const { storedSends } = termsOfSim(card === null ? undefined : simOf(store.read, card))
  return { pin: null, expected, others: shared && linkChoice(store.read).spareOn ? others : [], storedSends }
}

/** The office's modem, and the spare that is started only where the office wants one; each expects its own card. */
export const createOfficeModems = (
  radio: Radio,
  store: Store,
  deps: CoreDeps,
  clock: Clock,
): readonly ModemLink[] => {
  const { timers, logger } = deps
  const shared = radio.spare === null
  const known = (link: 1 | 2): boolean => expectedDevice(store.read, link).imei !== null
  const first: ModemLink['modem'] = createModem({
    ports: radio.spare === null ? without(radio.ports, () => sparePort(store)) : radio.ports,
    timers,
    clock,
    logger,
    settings: () => ({
      ...linkSettings(store, 1, shared, () => first.state().imsi),
      port: radio.port ?? chosenPort(store.read),
      searches: radio.port === null && known(1),
    }),
  })
  const second: ModemLink['modem'] = createModem({
    ports: radio.spare?.ports ?? radio.ports,
    timers,
    clock,
    logger,
    // A spare that is not known yet would take the first modem's: it waits for a person to name its port.
    settings: () => ({
      ...linkSettings(store, 2, shared, () => second.state().imsi),
      port: radio.spare?.port ?? linkChoice(store.read).sparePort ?? noPort,
      searches: radio.spare === null && known(2),
    }),
  })
  return [
    { number: 1, modem: first },
    { number: 2, modem: second },
  ]
}

const noPort = 'none'
