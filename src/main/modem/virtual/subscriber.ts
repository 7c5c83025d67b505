import type { NetworkLine } from './network-lines.ts'
import type { SimState } from './network-state.ts'
import type { HeldMessage } from './sim-memory.ts'

export type SubmitAnswer =
  | { readonly kind: 'accepted'; readonly reference: number }
  | { readonly kind: 'rejected'; readonly code: number }

/** The network as one card sees it. Every promise resolves when the change is on the network's disk. */
export interface Subscriber {
  readonly number: string
  /** `pdu`: service-centre octets, then SMS-SUBMIT, hex. Rejects when the network's file failed: then nobody knows. */
  submit(pdu: string): Promise<SubmitAnswer>
  /** The oldest that still waits in the network, of those `wanted` lets through. */
  nextWaiting(wanted: (message: HeldMessage) => boolean): HeldMessage | undefined
  waitingCount(): number
  stored(): readonly HeldMessage[]
  inSlot(slot: number): HeldMessage | undefined
  store(id: number, slot: number): Promise<void>
  /** Given straight to the computer: neither the network nor the modem keeps it. */
  handOver(id: number): Promise<void>
  remove(ids: readonly number[]): Promise<void>
  /** Keeps a PDU written by the computer in a slot (AT+CMGW). */
  keepDraft(pdu: string, slot: number): Promise<void>
  /** The draft went out: its mark is on disk when this resolves. */
  markSent(id: number): Promise<void>
  /** One listener: something new waits. */
  onArrival(listener: () => void): void
}

interface Parts {
  readonly sim: SimState
  readonly nextId: () => number
  readonly submit: (pdu: string) => Promise<SubmitAnswer>
  readonly commit: (lines: readonly NetworkLine[]) => Promise<void>
}

/** One card's side of the network. */
export function createSubscriber({ sim, nextId, submit, commit }: Parts): Subscriber {
  const { memory, imsi } = sim
  return {
    number: sim.number,
    submit,
    nextWaiting: (wanted) => memory.nextWaiting(wanted),
    waitingCount: () => memory.waitingCount(),
    stored: () => memory.stored(),
    inSlot: (slot) => memory.inSlot(slot),
    store: (id, slot) => commit([{ t: 'stored', held: id, slot }]),
    handOver: (id) =>
      commit([
        { t: 'stored', held: id, slot: null },
        { t: 'deleted', held: id },
      ]),
    remove: (ids) => commit(ids.map((held) => ({ t: 'deleted', held }))),
    keepDraft(pdu, slot) {
      const held = nextId()
      return commit([
        { t: 'held', held, imsi, kind: 'draft', pdu, message: null },
        { t: 'stored', held, slot },
      ])
    },
    markSent: (held) => commit([{ t: 'sent', held }]),
    onArrival(listener) {
      sim.arrived = listener
    },
  }
}
