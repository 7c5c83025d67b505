import type { Clock, Timers } from '../../app/ports/clock.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { ByteLink } from '../transport.ts'
import { ussdLine } from './commands/ussd.ts'
import type { Device, InsertedSim, OperatorName, UssdNode } from './context.ts'
import type { Faults } from './faults.ts'
import { createFaults } from './faults.ts'
import type { VirtualNetwork } from './network.ts'
import type { ModemProfile } from './profile.ts'
import { genericProfile } from './profile.ts'
import { Session } from './session.ts'
import { createSimLock } from './sim-lock.ts'
import { defaultUssd } from './ussd-menu.ts'
import { VirtualPort } from './virtual-port.ts'

export interface VirtualModemOptions {
  readonly network: VirtualNetwork
  /** IMSI of a card the network knows. */
  readonly imsi: string
  readonly timers: Timers
  readonly clock: Clock
  readonly logger: Logger
  readonly faults?: Faults
  readonly profile?: ModemProfile
  /** Slots of the message store; 20 by default. */
  readonly slots?: number
  /** Asked for at every start; null leaves the card open. */
  readonly pin?: string | null
  readonly puk?: string
  readonly operator?: OperatorName
  readonly ussd?: ReadonlyMap<string, UssdNode>
  readonly zone_minutes?: number
  /** From power to the first answer. */
  readonly boot_ms?: number
  /** From the start of the search to registration. */
  readonly register_ms?: number
}

export interface VirtualModemState {
  /** Of the card that is in. */
  readonly imsi: string
  readonly plugged: boolean
  readonly open: boolean
  readonly registered: boolean
  /** Raw +CSQ, 0…31; 99 unknown. */
  readonly quality: number
  readonly usedSlots: number
  readonly slots: number
}

export interface VirtualModem {
  readonly faults: Faults
  /** Opens the port; throws while it is open already or the stick is out. */
  connect(): ByteLink
  /**
   * Pulls the stick: the link closes as disconnected, settings are lost, the card's contents stay. It comes back
   * by itself after `replugAfter_ms`; without it, when plugged by hand.
   */
  unplug(replugAfter_ms?: number | null): void
  plug(): void
  /** The stick starts again by itself; the port stays open. */
  reset(): void
  /** Raw +CSQ value, 0…31. */
  setSignal(quality: number): void
  /** What the network's service answers to a code from now on; null = it knows it no more. */
  setUssd(code: string, node: UssdNode | null): void
  /** A +CUSD that nobody asked for. */
  sayUssd(text: string): void
  /** The cell's time is this far from the computer's, and is told by the modem's own line where it was asked to. */
  setNetworkTime(offset_ms: number): void
  /** Another card the network knows; the stick starts again with it. Throws a RangeError for one it does not know. */
  insertSim(imsi: string): void
  /** Bytes out of nowhere, as line noise. */
  noise(bytes: Uint8Array): void
  state(): VirtualModemState
  /** Called when the stick is plugged (true) or pulled (false). */
  onPlug(listener: (plugged: boolean) => void): () => void
}

const DEFAULT_SLOTS = 20
const GOOD_SIGNAL = 21
const UNKNOWN_SIGNAL = 99
const MOSCOW_MINUTES = 180
const DEFAULT_PUK = '12345678'
const DEFAULT_OPERATOR: OperatorName = { long: 'Virtual GSM', short: 'Virtual', numeric: '25099' }

function cardOf(imsi: string): InsertedSim {
  return { imsi, iccid: `8970199${imsi.slice(-12)}` }
}

/** A GSM modem with its card, plugged in: 3GPP TS 27.005 and 27.007 at the level of bytes. */
export function createVirtualModem(options: VirtualModemOptions): VirtualModem {
  return new PluggableModem(options)
}

class PluggableModem implements VirtualModem {
  readonly faults: Faults
  readonly #options: VirtualModemOptions
  readonly #ussd: Map<string, UssdNode>
  #device: Device
  readonly #plugListeners = new Set<(plugged: boolean) => void>()
  #signal = GOOD_SIGNAL
  #networkOffset_ms = 0
  #demandedPin = ''
  #port: VirtualPort | null = null
  #session: Session | null = null
  #cancelReplug: () => void = () => {}

  constructor(options: VirtualModemOptions) {
    this.faults = options.faults ?? createFaults()
    this.#options = options
    this.#ussd = new Map(options.ussd ?? defaultUssd)
    this.#device = this.#assemble(options)
    this.faults.onChange(() => this.#faultsChanged())
    this.#start()
  }

  connect(): ByteLink {
    if (this.#session === null) throw new Error('no such device: the virtual modem is unplugged')
    if (this.#port !== null) throw new Error('the port of the virtual modem is busy')
    const port = new VirtualPort(
      (bytes) => this.#session?.receive(bytes),
      () => {
        if (this.#port === port) this.#port = null
      },
    )
    this.#port = port
    return port
  }

  unplug(replugAfter_ms: number | null = null): void {
    if (this.#session === null) return
    this.#session.powerOff()
    this.#session = null
    this.faults.clear('hang')
    const port = this.#port
    this.#port = null
    port?.end({ disconnected: true, message: 'the device was pulled' })
    for (const listener of this.#plugListeners) listener(false)
    if (replugAfter_ms !== null) {
      this.#cancelReplug = this.#options.timers.after(replugAfter_ms, () => this.plug())
    }
  }

  plug(): void {
    this.#cancelReplug()
    if (this.#session !== null) return
    this.#start()
    for (const listener of this.#plugListeners) listener(true)
  }

  reset(): void {
    if (this.#session === null) return
    this.#session.powerOff()
    this.faults.clear('hang')
    this.#start()
  }

  setSignal(quality: number): void {
    this.#signal = quality
  }

  setUssd(code: string, node: UssdNode | null): void {
    if (node === null) this.#ussd.delete(code)
    else this.#ussd.set(code, node)
  }

  sayUssd(text: string): void {
    this.#session?.say(ussdLine(text, this.#device.profile.ussd.gives))
  }

  setNetworkTime(offset_ms: number): void {
    this.#networkOffset_ms = offset_ms
    this.#session?.tellTime()
  }

  insertSim(imsi: string): void {
    const { network, pin, puk } = this.#options
    this.#device = {
      ...this.#device,
      sim: cardOf(imsi),
      lock: createSimLock(pin ?? null, puk ?? DEFAULT_PUK),
      subscriber: network.subscriber(imsi),
    }
    this.reset()
  }

  noise(bytes: Uint8Array): void {
    this.#port?.deliver(bytes)
  }

  state(): VirtualModemState {
    return {
      imsi: this.#device.sim.imsi,
      plugged: this.#session !== null,
      open: this.#port !== null,
      registered: this.#session?.radio.status() === 1,
      quality: this.#session?.radio.quality() ?? UNKNOWN_SIGNAL,
      usedSlots: this.#session?.usedSlots() ?? 0,
      slots: this.#device.slots,
    }
  }

  onPlug(listener: (plugged: boolean) => void): () => void {
    this.#plugListeners.add(listener)
    return () => this.#plugListeners.delete(listener)
  }

  #assemble(options: VirtualModemOptions): Device {
    return {
      profile: options.profile ?? genericProfile,
      sim: cardOf(options.imsi),
      simFiles: { serviceCentre: options.network.serviceCentre },
      lock: createSimLock(options.pin ?? null, options.puk ?? DEFAULT_PUK),
      subscriber: options.network.subscriber(options.imsi),
      slots: options.slots ?? DEFAULT_SLOTS,
      operator: options.operator ?? DEFAULT_OPERATOR,
      faults: this.faults,
      timers: options.timers,
      clock: options.clock,
      logger: options.logger,
      zone_minutes: options.zone_minutes ?? MOSCOW_MINUTES,
      ussd: this.#ussd,
      networkOffset_ms: () => this.#networkOffset_ms,
      signal: () => this.#signal,
      unplug: (replugAfter_ms) => this.unplug(replugAfter_ms),
      restart: () => this.reset(),
      isOpen: () => this.#port !== null,
    }
  }

  #start(): void {
    this.#session = new Session(this.#device, {
      boot_ms: this.#options.boot_ms ?? 0,
      register_ms: this.#options.register_ms ?? 0,
      send: (bytes) => this.#port?.deliver(bytes),
    })
  }

  #faultsChanged(): void {
    const pin = this.faults.find('pin')?.pin ?? ''
    if (pin !== '' && pin !== this.#demandedPin) this.#device.lock.demand(pin)
    this.#demandedPin = pin
    this.#session?.faultsChanged()
  }
}
