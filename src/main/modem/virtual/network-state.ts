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

interface FromPhone {
  readonly number: string
  waiting: number
  stored: number
}

const NOTHING: Change = { phone: null, shown: null }

/** The network as its lines tell it: the same whether they are written now or read after a crash. */
export class NetworkState {
  readonly sims: ReadonlyMap<string, SimState>
  readonly phones: Phones
  readonly #pending = new Map<number, PendingPart>()
  readonly #unrecorded = new Map<number, ShownMessage>()
  readonly #fromPhones = new Map<number, FromPhone>()
  readonly #homes = new Map<number, SimState>()
  #lastId = 0

  constructor(sims: readonly SimState[], phones: Phones) {
    this.sims = new Map(sims.map((sim) => [sim.imsi, sim]))
    this.phones = phones
  }

  /** Parts that the network has not done with, by their count. */
  get pending(): ReadonlyMap<number, PendingPart> {
    return this.#pending
  }

  /** Messages shown without a line that says so: a crash came between. */
  get unrecorded(): ReadonlyMap<number, ShownMessage> {
    return this.#unrecorded
  }

  nextId(): number {
    this.#lastId += 1
    return this.#lastId
  }

  apply(line: NetworkLine): Change {
    this.#lastId = Math.max(this.#lastId, idOf(line))
    switch (line.t) {
      case 'submit':
        return this.#submit(line)
      case 'report':
        return this.#report(line)
      case 'shown':
        return this.#shown(line)
      case 'phone':
        return this.#phone(line)
      case 'held':
        return this.#held(line)
      case 'stored':
        return this.#stored(line)
      case 'sent': {
        const draft = this.#homes.get(line.held)?.memory.get(line.held)
        if (draft !== undefined) draft.read = true
        return NOTHING
      }
      case 'deleted':
        return this.#deleted(line)
    }
  }

  #mark(id: number | null): Change {
    const entry = id === null ? undefined : this.#fromPhones.get(id)
    if (id === null || entry === undefined) return NOTHING
    const state = entry.waiting > 0 ? 'waiting' : entry.stored > 0 ? 'in-modem' : 'fetched'
    if (state === 'fetched') this.#fromPhones.delete(id)
    const message = this.phones.mark(entry.number, id, state)
    return message === undefined ? NOTHING : { phone: { number: entry.number, message }, shown: null }
  }

  #report(line: NetworkLine & { t: 'report' }): Change {
    const part = this.#pending.get(line.part)
    if (part === undefined) return NOTHING
    if (!line.final) {
      part.interimSent = true
      return NOTHING
    }
    this.#pending.delete(line.part)
    const decoded = decodeSubmit(part.pdu)
    if (line.status > 0x02 || !decoded.ok) return NOTHING
    const { text, concat } = decoded.submit
    const from = this.sims.get(part.imsi)?.number ?? part.imsi
    const { changed, shown } = this.phones.receive({
      part: part.part,
      from,
      to: part.to,
      text,
      at: line.at,
      concat,
    })
    if (shown !== null) this.#unrecorded.set(changed.id, shown)
    return { phone: { number: part.to, message: changed }, shown }
  }

  #submit(line: NetworkLine & { t: 'submit' }): Change {
    const sim = this.sims.get(line.imsi)
    if (sim !== undefined) sim.nextReference = (line.mr + 1) % 256
    const decoded = decodeSubmit(line.pdu)
    this.#pending.set(line.part, {
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

  #held(line: NetworkLine & { t: 'held' }): Change {
    const sim = this.sims.get(line.imsi)
    if (sim === undefined) return NOTHING
    const { held: id, kind, pdu, message } = line
    sim.memory.add({ id, kind, pdu, message, slot: null, read: false })
    this.#homes.set(id, sim)
    const from = message === null ? undefined : this.#fromPhones.get(message)
    if (from !== undefined) from.waiting += 1
    return NOTHING
  }

  #stored(line: NetworkLine & { t: 'stored' }): Change {
    const held = this.#homes.get(line.held)?.memory.get(line.held)
    if (held === undefined || line.slot === null) return NOTHING
    held.slot = line.slot
    const from = held.message === null ? undefined : this.#fromPhones.get(held.message)
    if (from !== undefined) {
      from.waiting -= 1
      from.stored += 1
    }
    return this.#mark(held.message)
  }

  #deleted(line: NetworkLine & { t: 'deleted' }): Change {
    const sim = this.#homes.get(line.held)
    const held = sim?.memory.get(line.held)
    this.#homes.delete(line.held)
    if (sim === undefined || held === undefined) return NOTHING
    sim.memory.remove(line.held)
    const from = held.message === null ? undefined : this.#fromPhones.get(held.message)
    if (from !== undefined && held.slot === null) from.waiting -= 1
    else if (from !== undefined) from.stored -= 1
    return this.#mark(held.message)
  }

  #phone(line: NetworkLine & { t: 'phone' }): Change {
    const message: PhoneMessage = {
      id: line.message,
      direction: 'from-phone',
      text: line.text,
      at: line.at,
      state: 'waiting',
    }
    this.phones.put(line.from, message)
    this.#fromPhones.set(line.message, { number: line.from, waiting: 0, stored: 0 })
    return { phone: { number: line.from, message }, shown: null }
  }

  #shown(line: NetworkLine & { t: 'shown' }): Change {
    const [first] = line.parts
    if (first !== undefined) this.#unrecorded.delete(first)
    return NOTHING
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
