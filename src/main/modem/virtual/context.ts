import type { Clock, Timers } from '../../app/ports/clock.ts'
import type { Logger } from '../../app/ports/logger.ts'
import type { AtCommand } from './at-line.ts'
import type { Faults } from './faults.ts'
import type { ModemProfile, UssdCoding } from './profile.ts'
import type { Result } from './result.ts'
import type { Settings } from './settings.ts'
import type { SimLock } from './sim-lock.ts'
import type { Subscriber } from './subscriber.ts'

/** A card as the modem holds it. */
export interface InsertedSim {
  readonly imsi: string
  readonly iccid: string
}

/** Values that the SIM keeps through every restart. */
export interface SimFiles {
  serviceCentre: string | null
}

/** What outlives a restart: the device and its card. */
export interface Device {
  readonly profile: ModemProfile
  readonly sim: InsertedSim
  readonly simFiles: SimFiles
  readonly lock: SimLock
  readonly subscriber: Subscriber
  readonly slots: number
  readonly operator: OperatorName
  readonly faults: Faults
  readonly timers: Timers
  readonly clock: Clock
  readonly logger: Logger
  /** Zone of +CCLK, minutes east of UTC. */
  readonly zone_minutes: number
  /** USSD answers by code: `*100#`. */
  readonly ussd: ReadonlyMap<string, UssdNode>
  /** How far the cell's time is from the computer's. */
  networkOffset_ms(): number
  /** Raw signal quality of +CSQ, 0…31. */
  signal(): number
  /** Pulled now; null = until plugged by hand. */
  unplug(replugAfter_ms: number | null): void
  /** Starts again by itself. */
  restart(): void
  /** True while a computer has the port open. */
  isOpen(): boolean
}

export interface OperatorName {
  readonly long: string
  readonly short: string
  readonly numeric: string
}

/** A text of the USSD service, and where it goes on. */
export interface UssdNode {
  readonly text: string
  /** What each reply leads to; empty ends the session. */
  readonly replies: Readonly<Record<string, UssdNode>>
  /** From the question to this text, ms. */
  readonly delay_ms?: number
  /** <m> of +CUSD where it is not 0 or, with replies, 1 (3GPP TS 27.007, 7.15). */
  readonly state?: number
  /** The coding of this text where it is not the modem's usual one. */
  readonly coding?: UssdCoding
}

/** Registration, 3GPP TS 27.007, 7.2: 0 not searching, 1 home, 2 searching. */
export interface Radio {
  status(): 0 | 1 | 2
  /** 0…31, 99 unknown. */
  quality(): number
  /** Looks again at faults and settings. */
  refresh(): void
}

/** The message store and the way of messages into it. */
export interface Receiver {
  usedSlots(): number
  /** Keeps something in the first free slot; null when there is none. */
  occupy(keep: (slot: number) => Promise<void>): Promise<number | null>
  /** Tries to take what waits in the network. */
  pump(): void
  /** +CNMA: null when none was awaited. */
  acknowledge(positive: boolean): Promise<void> | null
}

/** What a command may use: one start of a modem, from power on to power off. */
export interface ModemContext extends Device {
  readonly settings: Settings
  readonly radio: Radio
  readonly receiver: Receiver
  /** Sends a line by itself, when the line is free. */
  unsolicited(line: string): void
  /** Resolves after `delay_ms`; never, once the power is gone. */
  pause(delay_ms: number): Promise<void>
  /** State of an open USSD session. */
  ussdSession: UssdNode | null
}

/** One command; a command line runs several. */
export type Handler = (command: AtCommand, context: ModemContext) => Result | Promise<Result>
export type Handlers = Readonly<Record<string, Handler>>
