import type { Clock, Timers } from '../../app/ports/clock.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { ByteLink, LinkClosed } from '../transport.ts'
import type { Device, OperatorName, UssdNode } from './context.ts'
import type { Faults } from './faults.ts'
import { createFaults } from './faults.ts'
import type { VirtualNetwork } from './network.ts'
import type { ModemProfile } from './profile.ts'
import { genericProfile } from './profile.ts'
import { Session } from './session.ts'
import { createSimLock } from './sim-lock.ts'
import { defaultUssd } from './ussd-menu.ts'

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
  /** Pulls the stick: the link closes as disconnected, settings are lost, the card's contents stay. */
  unplug(): void
  plug(): void
  /** The stick starts again by itself; the port stays open. */
  reset(): void
  /** Raw +CSQ value, 0…31. */
  setSignal(quality: number): void
  /** Bytes out of nowhere, as line noise. */
  noise(bytes: Uint8Array): void
  state(): VirtualModemState
  /** Called when the stick is plugged (true) or pulled (false). */
  onPlug(listener: (plugged: boolean) => void): () => void
}

const DEFAULT_SLOTS = 20
const GOOD_SIGNAL = 21
const MOSCOW_MINUTES = 180
const DEFAULT_PUK = '12345678'
const DEFAULT_OPERATOR: OperatorName = { long: 'Virtual GSM', short: 'Virtual', numeric: '25099' }

interface OpenPort {
  readonly data: (bytes: Uint8Array) => void
  readonly closed: (reason: LinkClosed) => void
}

/** A GSM modem with its card, plugged in: 3GPP TS 27.005 and 27.007 at the level of bytes. */
export function createVirtualModem(options: VirtualModemOptions): VirtualModem {
  const faults = options.faults ?? createFaults()
  const plugListeners = new Set<(plugged: boolean) => void>()
  let signal = GOOD_SIGNAL
  let port: OpenPort | null = null
  let session: Session | null = null
  let cancelReplug: () => void = () => {}

  const slots = options.slots ?? DEFAULT_SLOTS
  const device: Device = {
    profile: options.profile ?? genericProfile,
    sim: { imsi: options.imsi, iccid: `8970199${options.imsi.slice(-12)}` },
    simFiles: { serviceCentre: options.network.serviceCentre },
    lock: createSimLock(options.pin ?? null, options.puk ?? DEFAULT_PUK),
    subscriber: options.network.subscriber(options.imsi),
    slots,
    operator: options.operator ?? DEFAULT_OPERATOR,
    faults,
    timers: options.timers,
    clock: options.clock,
    logger: options.logger,
    zone_minutes: options.zone_minutes ?? MOSCOW_MINUTES,
    ussd: options.ussd ?? defaultUssd,
    signal: () => signal,
    unplug,
    restart,
    isOpen: () => port !== null,
  }

  function start(): void {
    session = new Session(device, {
      boot_ms: options.boot_ms ?? 0,
      register_ms: options.register_ms ?? 0,
      send: (bytes) => port?.data(bytes),
    })
  }

  function restart(): void {
    if (session === null) return
    session.powerOff()
    faults.clear('hang')
    start()
  }

  function unplug(replugAfter_ms: number | null): void {
    if (session === null) return
    session.powerOff()
    session = null
    faults.clear('hang')
    const closing = port
    port = null
    closing?.closed({ disconnected: true, message: 'the device was pulled' })
    for (const listener of plugListeners) listener(false)
    if (replugAfter_ms !== null) cancelReplug = options.timers.after(replugAfter_ms, plug)
  }

  function plug(): void {
    cancelReplug()
    if (session !== null) return
    start()
    for (const listener of plugListeners) listener(true)
  }

  function connect(): ByteLink {
    if (session === null) throw new Error('no such device: the virtual modem is unplugged')
    if (port !== null) throw new Error('the port of the virtual modem is busy')
    return openPort(
      (opened) => {
        port = opened
      },
      (bytes) => session?.receive(bytes),
      (closing) => {
        if (port === closing) port = null
      },
    )
  }

  let knownPin = ''
  faults.onChange(() => {
    const demanded = faults.find('pin')?.pin ?? ''
    if (demanded !== '' && demanded !== knownPin) device.lock.demand(demanded)
    knownPin = demanded
    session?.faultsChanged()
  })
  start()

  return {
    faults,
    connect,
    unplug: () => unplug(null),
    plug,
    reset: restart,
    setSignal(quality) {
      signal = quality
    },
    noise(bytes) {
      port?.data(bytes)
    },
    state: () => ({
      plugged: session !== null,
      open: port !== null,
      registered: session?.radio.status() === 1,
      quality: session?.radio.quality() ?? 99,
      usedSlots: session?.usedSlots() ?? 0,
      slots,
    }),
    onPlug(listener) {
      plugListeners.add(listener)
      return () => plugListeners.delete(listener)
    },
  }
}

function openPort(
  opened: (port: OpenPort) => void,
  write: (bytes: Uint8Array) => void,
  release: (port: OpenPort) => void,
): ByteLink {
  let listening: (bytes: Uint8Array) => void = () => {}
  let closeListener: (reason: LinkClosed) => void = () => {}
  let open = true
  const port: OpenPort = {
    data: (bytes) => listening(bytes),
    closed(reason) {
      if (!open) return
      open = false
      closeListener(reason)
    },
  }
  opened(port)
  return {
    async write(bytes) {
      if (!open) throw new Error('the port is closed')
      write(bytes)
    },
    onData(listener) {
      listening = listener
    },
    onClose(listener) {
      closeListener = listener
    },
    async close() {
      release(port)
      port.closed({ disconnected: false, message: null })
    },
  }
}
