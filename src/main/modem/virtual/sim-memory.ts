import type { HeldKind } from './network-lines.ts'

/** A TPDU addressed to a SIM: in the network while `slot` is null, in the modem's store after. */
export interface HeldMessage {
  readonly id: number
  readonly kind: HeldKind
  readonly pdu: string
  /** The phone's message this is a part of; null for reports and drafts. */
  readonly message: number | null
  slot: number | null
  read: boolean
}

export interface SimMemory {
  add(message: HeldMessage): void
  /** The oldest that the modem has not stored and that `wanted` lets through. */
  nextWaiting(wanted: (message: HeldMessage) => boolean): HeldMessage | undefined
  inSlot(slot: number): HeldMessage | undefined
  get(id: number): HeldMessage | undefined
  /** What is stored, by slot. */
  stored(): HeldMessage[]
  remove(id: number): void
  waitingCount(): number
  size(): number
}

/** What the network and the modem hold for one SIM. */
export function createSimMemory(): SimMemory {
  const messages = new Map<number, HeldMessage>()
  return {
    add(message) {
      messages.set(message.id, message)
    },
    nextWaiting(wanted) {
      for (const message of messages.values()) {
        if (message.slot === null && wanted(message)) return message
      }
      return undefined
    },
    inSlot(slot) {
      for (const message of messages.values()) {
        if (message.slot === slot) return message
      }
      return undefined
    },
    get: (id) => messages.get(id),
    stored: () =>
      [...messages.values()]
        .filter((message) => message.slot !== null)
        .sort((left, right) => (left.slot ?? 0) - (right.slot ?? 0)),
    remove(id) {
      messages.delete(id)
    },
    waitingCount: () => [...messages.values()].filter((message) => message.slot === null).length,
    size: () => messages.size,
  }
}
