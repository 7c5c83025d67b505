import type { Clock, Timers } from '../../app/ports/clock.ts'
import type { Logger } from '../../app/ports/logger.ts'
import { encodeStatusReport } from '../pdu/status-report.ts'
import { decodeSubmit } from '../pdu/submit.ts'
import type { DeliveryRule, DeliveryRuleInput } from './delivery-rules.ts'
import { deliveryRuleSchema, outcomeFor } from './delivery-rules.ts'
import type { NetworkBook } from './network-book.ts'
import type { NetworkLine } from './network-lines.ts'
import type { PendingPart } from './network-state.ts'
import type { SubmitAnswer } from './subscriber.ts'

export interface ServiceCentreOptions {
  readonly clock: Clock
  readonly timers: Timers
  readonly logger: Logger
  /** E.164 with `+`. */
  readonly number: string
  /** Zone of the time stamps, minutes east of UTC. */
  readonly zone_minutes: number
}

/** What one SIM may have waiting and stored, and what the centre may have undelivered. */
export const HELD_LIMIT = 20_000
const PENDING_LIMIT = 20_000

const DELIVERED = 0x00

/** +CMS ERROR codes the network itself answers with, 3GPP TS 27.005, 3.2.5 and TS 24.011, annex E. */
const CMS = { congestion: 42, invalidPdu: 304 } as const

/** Takes parts, delivers them as the rules say and reports (3GPP TS 23.040). */
export class ServiceCentre {
  readonly #book: NetworkBook
  readonly #options: ServiceCentreOptions
  readonly #cancels = new Set<() => void>()
  #rules: readonly DeliveryRule[] = []
  #stopped = false

  constructor(book: NetworkBook, options: ServiceCentreOptions) {
    this.#book = book
    this.#options = options
  }

  setRules(rules: readonly DeliveryRuleInput[]): void {
    this.#rules = rules.map((rule) => deliveryRuleSchema.parse(rule))
  }

  rules(): readonly DeliveryRule[] {
    return this.#rules
  }

  /** Goes on with what a crash interrupted. */
  resume(): void {
    const { unrecorded, pending } = this.#book.state
    for (const shown of [...unrecorded.values()]) {
      this.#later(0, async () => void (await this.#book.commit([{ t: 'shown', ...shown }])))
    }
    for (const part of [...pending.values()]) this.#settle(part)
  }

  stop(): void {
    this.#stopped = true
    for (const cancel of this.#cancels) cancel()
    this.#cancels.clear()
  }

  /** Resolves when the part is on disk or refused. */
  async submit(imsi: string, pdu: string): Promise<SubmitAnswer> {
    const { state } = this.#book
    const sim = state.sims.get(imsi)
    const decoded = decodeSubmit(pdu)
    if (sim === undefined || !decoded.ok || decoded.submit.to === '') {
      return { kind: 'rejected', code: CMS.invalidPdu }
    }
    if (state.pending.size >= PENDING_LIMIT) return { kind: 'rejected', code: CMS.congestion }
    const mr = sim.nextReference
    sim.nextReference = (mr + 1) % 256
    const part = state.nextId()
    const at = this.#options.clock.now()
    await this.#book.commit([{ t: 'submit', at, part, imsi, to: decoded.submit.to, mr, pdu }])
    const pending = state.pending.get(part)
    if (pending !== undefined) this.#settle(pending)
    return { kind: 'accepted', reference: mr }
  }

  #settle(part: PendingPart): void {
    const outcome = outcomeFor(this.#rules, part.to)
    if (outcome.kind === 'never' || this.#stopped) return
    if (outcome.kind === 'failed') {
      this.#later(outcome.delay_ms, () => this.#finish(part, outcome.status, true))
      return
    }
    const { interim } = outcome
    if (interim !== null && !part.interimSent) {
      this.#later(0, async () => {
        await this.#book.commit(this.#reportLines(part, interim, false, true))
        this.#book.state.sims.get(part.imsi)?.arrived()
      })
    }
    this.#later(outcome.delay_ms, () => this.#finish(part, DELIVERED, outcome.report))
  }

  async #finish(part: PendingPart, status: number, report: boolean): Promise<void> {
    const changes = await this.#book.commit(this.#reportLines(part, status, true, report))
    this.#book.state.sims.get(part.imsi)?.arrived()
    for (const { shown } of changes) {
      if (shown !== null) await this.#book.commit([{ t: 'shown', ...shown }])
    }
  }

  #reportLines(part: PendingPart, status: number, final: boolean, report: boolean): NetworkLine[] {
    const { imsi, to, reference } = part
    const { clock, zone_minutes, number } = this.#options
    const { state } = this.#book
    const at = clock.now()
    const line: NetworkLine = { t: 'report', at, part: part.part, to, mr: reference, status, final }
    const pdu = encodeStatusReport({
      reference,
      to,
      sentAt: part.takenAt,
      dischargedAt: at,
      zone_minutes,
      status,
      serviceCentre: number,
    })
    const room = (state.sims.get(imsi)?.memory.size() ?? 0) < HELD_LIMIT
    if (!report || !part.statusReport || pdu === null || !room) return [line]
    const held = state.nextId()
    return [line, { t: 'held', held, imsi, kind: 'report', pdu: pdu.pdu, message: null }]
  }

  #later(delay_ms: number, work: () => Promise<void>): void {
    const run = (): void => {
      work().catch((error: unknown) => {
        this.#options.logger.error('virtual network: its file failed', { error })
      })
    }
    if (delay_ms === 0) {
      run()
      return
    }
    const cancel = this.#options.timers.after(delay_ms, () => {
      this.#cancels.delete(cancel)
      run()
    })
    this.#cancels.add(cancel)
  }
}
