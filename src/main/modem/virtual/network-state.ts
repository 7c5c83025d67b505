import type { Instant } from '../../app/ports/clock.ts'
import { decodeSubmit } from '../pdu/submit.ts'
import type { NetworkLine } from './network-lines.ts'
import type { PhoneMessage, Phones, ShownMessage } from './phones.ts'
import type { SimMemory } from './sim-memory.ts'

/** A part that the network took and has not done with. */
export interface PendingPart {
  readonly part: number
  readonly imsi: string
  readonly to: string
  readonly reference: number
  readonly takenAt: Instant
  readonly pdu: string
  readonly statusReport: boolean
  /** A report that says "still trying" has gone out. */
  interimSent: boolean
}

export interface SimState {
  readonly imsi: string
  readonly number: string
  readonly memory: SimMemory
  /** TP-MR of the next part, 0…255. */
  nextReference: number
  arrived: () => void
}

/** What one line changed, for whoever watches. */
export interface Change {
  readonly phone: { readonly number: string; readonly message: PhoneMessage } | null
  readonly shown: ShownMessage | null
}

export interface NetworkState {
  readonly sims: ReadonlyMap<string, SimState>
  readonly phones: Phones
  readonly pending: ReadonlyMap<number, PendingPart>
  /** Messages shown without a line that says so: a crash came between. */
  readonly unrecorded: ReadonlyMap<number, ShownMessage>
  nextId(): number
  apply(line: NetworkLine): Change
}

interface FromPhone {
  readonly number: string
  waiting: number
  stored: number
}

const NOTHING: Change = { phone: null, shown: null }

/** The network as its lines tell it: the same whether they are written now or read after a crash. */
export function createNetworkState(sims: readonly SimState[], phones: Phones): NetworkState {
  const bySim = new Map(sims.map((sim) => [sim.imsi, sim]))
  const pending = new Map<number, PendingPart>()
  const unrecorded = new Map<number, ShownMessage>()
  const fromPhones = new Map<number, FromPhone>()
  const homes = new Map<number, SimState>()
  let lastId = 0

  function markMessage(id: number | null): Change {
    const entry = id === null ? undefined : fromPhones.get(id)
    if (id === null || entry === undefined) return NOTHING
    const state = entry.waiting > 0 ? 'waiting' : entry.stored > 0 ? 'in-modem' : 'fetched'
    if (state === 'fetched') fromPhones.delete(id)
    const message = phones.mark(entry.number, id, state)
    return message === undefined ? NOTHING : { phone: { number: entry.number, message }, shown: null }
  }

  function applyReport(line: NetworkLine & { t: 'report' }): Change {
    const part = pending.get(line.part)
    if (part === undefined) return NOTHING
    if (!line.final) {
      part.interimSent = true
      return NOTHING
    }
    pending.delete(line.part)
    const decoded = decodeSubmit(part.pdu)
    if (line.status > 0x02 || !decoded.ok) return NOTHING
    const { text, concat } = decoded.submit
    const from = bySim.get(part.imsi)?.number ?? part.imsi
    const { changed, shown } = phones.receive({
      part: part.part,
      from,
      to: part.to,
      text,
      at: line.at,
      concat,
    })
    if (shown !== null) unrecorded.set(changed.id, shown)
    return { phone: { number: part.to, message: changed }, shown }
  }

  function applySubmit(line: NetworkLine & { t: 'submit' }): Change {
    const sim = bySim.get(line.imsi)
    if (sim !== undefined) sim.nextReference = (line.mr + 1) % 256
    const decoded = decodeSubmit(line.pdu)
    pending.set(line.part, {
      part: line.part,
      imsi: line.imsi,
      to: line.to,
      reference: line.mr,
      takenAt: line.at,
      pdu: line.pdu,
      statusReport: decoded.ok && decoded.submit.statusReport,
      interimSent: false,
    })
    return NOTHING
  }

  function applyHeld(line: NetworkLine & { t: 'held' }): Change {
    const sim = bySim.get(line.imsi)
    if (sim === undefined) return NOTHING
    const { held: id, kind, pdu, message } = line
    sim.memory.add({ id, kind, pdu, message, slot: null, read: false })
    homes.set(id, sim)
    const from = message === null ? undefined : fromPhones.get(message)
    if (from !== undefined) from.waiting += 1
    return NOTHING
  }

  function applyStored(line: NetworkLine & { t: 'stored' }): Change {
    const held = homes.get(line.held)?.memory.get(line.held)
    if (held === undefined || line.slot === null) return NOTHING
    held.slot = line.slot
    const from = held.message === null ? undefined : fromPhones.get(held.message)
    if (from !== undefined) {
      from.waiting -= 1
      from.stored += 1
    }
    return markMessage(held.message)
  }

  function applyDeleted(line: NetworkLine & { t: 'deleted' }): Change {
    const sim = homes.get(line.held)
    const held = sim?.memory.get(line.held)
    homes.delete(line.held)
    if (sim === undefined || held === undefined) return NOTHING
    sim.memory.remove(line.held)
    const from = held.message === null ? undefined : fromPhones.get(held.message)
    if (from !== undefined && held.slot === null) from.waiting -= 1
    else if (from !== undefined) from.stored -= 1
    return markMessage(held.message)
  }

  function applyPhone(line: NetworkLine & { t: 'phone' }): Change {
    const message: PhoneMessage = {
      id: line.message,
      direction: 'from-phone',
      text: line.text,
      at: line.at,
      state: 'waiting',
    }
    phones.sent(line.from, message)
    fromPhones.set(line.message, { number: line.from, waiting: 0, stored: 0 })
    return { phone: { number: line.from, message }, shown: null }
  }

  function applyShown(line: NetworkLine & { t: 'shown' }): Change {
    const [first] = line.parts
    if (first !== undefined) unrecorded.delete(first)
    return NOTHING
  }

  function applyByKind(line: NetworkLine): Change {
    switch (line.t) {
      case 'submit':
        return applySubmit(line)
      case 'report':
        return applyReport(line)
      case 'shown':
        return applyShown(line)
      case 'phone':
        return applyPhone(line)
      case 'held':
        return applyHeld(line)
      case 'stored':
        return applyStored(line)
      case 'deleted':
        return applyDeleted(line)
    }
  }

  return {
    sims: bySim,
    phones,
    pending,
    unrecorded,
    nextId() {
      lastId += 1
      return lastId
    },
    apply(line) {
      lastId = Math.max(lastId, idOf(line))
      return applyByKind(line)
    },
  }
}

function idOf(line: NetworkLine): number {
  switch (line.t) {
    case 'submit':
      return line.part
    case 'phone':
      return line.message
    case 'held':
      return line.held
    default:
      return 0
  }
}
