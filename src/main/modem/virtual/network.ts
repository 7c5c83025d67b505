import type { Clock, Timers } from '../../app/ports/clock.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { DeliveryRule, DeliveryRuleInput } from './delivery-rules.ts'
import type { NetworkEvent } from './network-book.ts'
import { NetworkBook } from './network-book.ts'
import type { NetworkFile } from './network-file.ts'
import { NetworkState } from './network-state.ts'
import type { PhoneSendOptions, PhoneSendResult } from './phone-side.ts'
import { PhoneSide } from './phone-side.ts'
import type { PhoneView } from './phones.ts'
import { Phones } from './phones.ts'
import { ServiceCentre } from './service-centre.ts'
import { createSimMemory } from './sim-memory.ts'
import type { Subscriber } from './subscriber.ts'
import { createSubscriber } from './subscriber.ts'

/** A card the network knows: IMSI (15 digits) and number (E.164 with `+`). */
export interface SimCard {
  readonly imsi: string
  readonly number: string
}

export interface NetworkOptions {
  readonly file: NetworkFile
  readonly clock: Clock
  readonly timers: Timers
  readonly logger: Logger
  /** At least one; the first is the one phones write to when they name none. */
  readonly sims: readonly SimCard[]
  /** E.164 with `+`. */
  readonly serviceCentre?: string
  /** Zone of the service centre's time stamps, minutes east of UTC. */
  readonly zone_minutes?: number
  readonly rules?: readonly DeliveryRuleInput[]
}

export type { NetworkEvent } from './network-book.ts'
export type { PhoneSendOptions, PhoneSendResult } from './phone-side.ts'

export interface VirtualNetwork {
  readonly serviceCentre: string
  /** Lines read and lines that were none of ours, when the file was opened. */
  readonly recovery: { readonly lines: number; readonly unreadable: number }
  /** Throws a RangeError for a card the network does not know. */
  subscriber(imsi: string): Subscriber
  /** A phone writes to the office. Resolves when the network has it on disk. */
  phoneSend(number: string, text: string, options?: PhoneSendOptions): Promise<PhoneSendResult>
  /** Hands any PDU (service-centre octets, then TPDU, hex) to a SIM: for hostile input. */
  inject(imsi: string, pdu: string): Promise<void>
  /** Lists a phone that has no messages yet. */
  addPhone(number: string): void
  phones(): readonly PhoneView[]
  phone(number: string): PhoneView | undefined
  /** Called after every change of a message on a phone; the answer ends it. */
  subscribe(listener: (event: NetworkEvent) => void): () => void
  setRules(rules: readonly DeliveryRuleInput[]): void
  rules(): readonly DeliveryRule[]
  close(): Promise<void>
}

const PHONE_LIMITS = { phones: 2_000, messagesPerPhone: 500, incompleteMessages: 1_000 }
const DEFAULT_SERVICE_CENTRE = '+79168999100'
const MOSCOW_MINUTES = 180

/**
 * The radio, the SMSC and the phones of the invented clients. Whatever it answers is in its file first, so that
 * after any crash the file says what was sent (3GPP TS 23.040). Throws when the file cannot be read.
 */
export async function openVirtualNetwork(options: NetworkOptions): Promise<VirtualNetwork> {
  const { file, clock, timers, logger } = options
  const sims = options.sims.map((sim) => ({
    ...sim,
    memory: createSimMemory(),
    nextReference: 0,
    arrived: () => {},
  }))
  const book = new NetworkBook(new NetworkState(sims, new Phones(PHONE_LIMITS)), file)
  const recovery = await book.replay(logger)
  const number = options.serviceCentre ?? DEFAULT_SERVICE_CENTRE
  const zone_minutes = options.zone_minutes ?? MOSCOW_MINUTES
  const centre = new ServiceCentre(book, { clock, timers, logger, number, zone_minutes })
  centre.setRules(options.rules ?? [])
  centre.resume()
  const send = new PhoneSide(book, {
    clock,
    zone_minutes,
    serviceCentre: number,
    firstSim: sims[0]?.imsi ?? '',
  })
  const { state } = book
  return {
    serviceCentre: number,
    recovery,
    subscriber(imsi) {
      const sim = state.sims.get(imsi)
      if (sim === undefined) throw new RangeError(`the virtual network knows no SIM ${imsi}`)
      const submit = (pdu: string) => centre.submit(imsi, pdu)
      return createSubscriber({
        sim,
        submit,
        nextId: () => state.nextId(),
        commit: async (lines) => void (await book.commit(lines)),
      })
    },
    phoneSend: (from, text, how = {}) => send.text(from, text, how),
    inject: (imsi, pdu) => send.pdu(imsi, pdu),
    addPhone: (phone) => state.phones.add(phone),
    phones: () => state.phones.list(),
    phone: (phone) => state.phones.get(phone),
    subscribe: (listener) => book.subscribe(listener),
    setRules: (rules) => centre.setRules(rules),
    rules: () => centre.rules(),
    async close() {
      centre.stop()
      await book.close()
    },
  }
}
