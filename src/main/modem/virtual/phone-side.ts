import type { Clock } from '../../app/ports/clock.ts'
import { encodeDeliver } from '../pdu/deliver.ts'
import type { NetworkBook } from './network-book.ts'
import type { NetworkLine } from './network-lines.ts'
import { HELD_LIMIT } from './service-centre.ts'

export interface PhoneSendOptions {
  /** IMSI of the card written to. */
  readonly imsi?: string
  /** Part numbers in the order they arrive, 1 first; left out ones never do. */
  readonly order?: readonly number[]
  readonly referenceWidth?: 8 | 16
}

export type PhoneSendResult =
  | { readonly ok: true; readonly message: number; readonly parts: number }
  | { readonly ok: false; readonly problem: 'bad-address' | 'too-many-parts' | 'no-such-sim' | 'full' }

interface PhoneSideOptions {
  readonly clock: Clock
  readonly zone_minutes: number
  readonly serviceCentre: string
  readonly firstSim: string
}

/** What the invented clients' phones send. */
export class PhoneSide {
  readonly #book: NetworkBook
  readonly #options: PhoneSideOptions
  #concatReference = 0

  constructor(book: NetworkBook, options: PhoneSideOptions) {
    this.#book = book
    this.#options = options
  }

  async text(from: string, text: string, how: PhoneSendOptions): Promise<PhoneSendResult> {
    const { state } = this.#book
    const { clock, zone_minutes, serviceCentre } = this.#options
    const sim = state.sims.get(how.imsi ?? this.#options.firstSim)
    if (sim === undefined) return { ok: false, problem: 'no-such-sim' }
    this.#concatReference = (this.#concatReference + 1) % 256
    const at = clock.now()
    const encoded = encodeDeliver({
      from,
      text,
      sentAt: at,
      zone_minutes,
      concatReference: this.#concatReference,
      referenceWidth: how.referenceWidth ?? 8,
      serviceCentre,
    })
    if (!encoded.ok) return encoded
    const { parts } = encoded
    if (sim.memory.size() + parts.length > HELD_LIMIT) return { ok: false, problem: 'full' }
    const message = state.nextId()
    const { imsi } = sim
    const lines: NetworkLine[] = [{ t: 'phone', at, message, from, imsi, text }]
    for (const position of how.order ?? parts.map((_, index) => index + 1)) {
      const pdu = parts[position - 1]?.pdu
      if (pdu !== undefined)
        lines.push({ t: 'held', held: state.nextId(), imsi, kind: 'deliver', pdu, message })
    }
    await this.#book.commit(lines)
    sim.arrived()
    return { ok: true, message, parts: parts.length }
  }

  async pdu(imsi: string, hex: string): Promise<void> {
    const { state } = this.#book
    const pdu = hex.toUpperCase()
    await this.#book.commit([{ t: 'held', held: state.nextId(), imsi, kind: 'deliver', pdu, message: null }])
    state.sims.get(imsi)?.arrived()
  }
}
