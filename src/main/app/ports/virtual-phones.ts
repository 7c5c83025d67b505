import type { Instant } from './clock.ts'

export interface VirtualThread {
  readonly number: string
  readonly last: string | null
  readonly lastAt: Instant | null
  readonly messages: number
}

export interface VirtualMessage {
  readonly id: string
  readonly direction: 'to-phone' | 'from-phone'
  readonly text: string
  readonly at: Instant
}

export type VirtualFault = 'none' | 'unplug' | 'replug' | 'no-signal' | 'no-answer' | 'no-reports' | 'garbage'

/** The invented clients' phones of a training office; a real office has none. */
export interface VirtualPhones {
  /** Phones that sent or received something, newest first. */
  threads(): VirtualThread[]
  thread(number: string): VirtualMessage[]
  /** Writes to the office's number; true when the network's own file has it, false when it took no such message. */
  send(number: string, text: string): Promise<boolean>
  fault(fault: VirtualFault): void
  /** Called whenever a phone's conversation changed. */
  onChange(listener: () => void): void
}
