import type { Clock, Timers } from '../../app/ports/clock.ts'
import type { Logger } from '../../app/ports/logger.ts'
import { encodeDeliver } from '../pdu/deliver.ts'
import { encodeStatusReport } from '../pdu/status-report.ts'
import { decodeSubmit } from '../pdu/submit.ts'
import type { DeliveryRule, DeliveryRuleInput } from './delivery-rules.ts'
import { deliveryRuleSchema, outcomeFor } from './delivery-rules.ts'
import type { NetworkFile } from './network-file.ts'
import type { NetworkLine } from './network-lines.ts'
import { parseNetworkLine } from './network-lines.ts'
import type { Change, NetworkState, PendingPart } from './network-state.ts'
import { createNetworkState } from './network-state.ts'
import type { PhoneMessage, PhoneView } from './phones.ts'
import { createPhones } from './phones.ts'
import { createSimMemory } from './sim-memory.ts'
import type { Subscriber } from './subscriber.ts'
import { createSubscriber } from './subscriber.ts'

/** A card the network knows: IMSI (15 digits) and number (E.164 with `+`). */
export interface SimCard {
  readonly imsi: string
  readonly number: string
}

export interface NetworkOptions {
  readonly file: NetworkFile
  readonly clock: Clock
  readonly timers: Timers
  readonly logger: Logger
  /** At least one; the first is the one phones write to when they name none. */
  readonly sims: readonly SimCard[]
  /** E.164 with `+`. */
  readonly serviceCentre?: string
  /** Zone of the service centre's time stamps, minutes east of UTC. */
  readonly zone_minutes?: number
  readonly rules?: readonly DeliveryRuleInput[]
}

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

export interface NetworkEvent {
  readonly number: string
  readonly message: PhoneMessage
}

export interface VirtualNetwork {
  readonly serviceCentre: string
  /** Lines read and lines that were none of ours, when the file was opened. */
  readonly recovery: { readonly lines: number; readonly unreadable: number }
  subscriber(imsi: string): Subscriber
  /** A phone writes to the office. Resolves when the network has it on disk. */
  phoneSend(number: string, text: string, options?: PhoneSendOptions): Promise<PhoneSendResult>
  /** Hands any PDU (service-centre octets, then TPDU, hex) to a SIM: for hostile input. */
  inject(imsi: string, pdu: string): Promise<void>
  /** Lists a phone that has no messages yet. */
  addPhone(number: string): void
  phones(): readonly PhoneView[]
  phone(number: string): PhoneView | undefined
  /** Called after every change of a message on a phone; the answer ends it. */
  subscribe(listener: (event: NetworkEvent) => void): () => void
  setRules(rules: readonly DeliveryRuleInput[]): void
  close(): Promise<void>
}

export const HELD_LIMIT = 20_000
export const PENDING_LIMIT = 20_000
const PHONE_LIMITS = { phones: 2_000, messagesPerPhone: 500, incompleteMessages: 1_000 }
const DEFAULT_SERVICE_CENTRE = '+79168999100'
const MOSCOW_MINUTES = 180
const DELIVERED = 0x00

/**
 * The radio, the SMSC and the phones of the invented clients. Whatever it answers is in its file first, so that
 * after any crash the file says what was sent (3GPP TS 23.040). Throws when the file cannot be read.
 */
export async function openVirtualNetwork(options: NetworkOptions): Promise<VirtualNetwork> {
  const state = createNetworkState(
    options.sims.map((sim) => ({ ...sim, memory: createSimMemory(), nextReference: 0, arrived: () => {} })),
    createPhones(PHONE_LIMITS),
  )
  const recovery = await replay(state, options)
  return createNetwork(state, options, recovery)
}

async function replay(state: NetworkState, { file, logger }: NetworkOptions) {
  let lines = 0
  let unreadable = 0
  for await (const text of file.lines()) {
    lines += 1
    const line = parseNetworkLine(text)
    if (line === null) unreadable += 1
    else state.apply(line)
  }
  if (unreadable > 0) logger.warn('virtual network: lines of its file are unreadable', { unreadable })
  return { lines, unreadable }
}

function createNetwork(
  state: NetworkState,
  options: NetworkOptions,
  recovery: VirtualNetwork['recovery'],
): VirtualNetwork {
  const { file, clock, timers, logger } = options
  const serviceCentre = options.serviceCentre ?? DEFAULT_SERVICE_CENTRE
  const zone_minutes = options.zone_minutes ?? MOSCOW_MINUTES
  const listeners = new Set<(event: NetworkEvent) => void>()
  const cancels = new Set<() => void>()
  let rules = parseRules(options.rules ?? [])
  let concatReference = 0
  let closed = false

  function tell(change: Change): void {
    if (change.phone === null) return
    for (const listener of listeners) listener(change.phone)
  }

  async function commit(lines: readonly NetworkLine[]): Promise<readonly Change[]> {
    await file.append(lines.map((line) => JSON.stringify(line)))
    const changes = lines.map((line) => state.apply(line))
    changes.forEach(tell)
    return changes
  }

  function reportLines(part: PendingPart, status: number, final: boolean, report: boolean): NetworkLine[] {
    const at = clock.now()
    const { to, reference } = part
    const lines: NetworkLine[] = [{ t: 'report', at, part: part.part, to, mr: reference, status, final }]
    const pdu = encodeStatusReport({
      reference,
      to,
      sentAt: part.takenAt,
      dischargedAt: at,
      zone_minutes,
      status,
      serviceCentre,
    })
    const room = (state.sims.get(part.imsi)?.memory.size() ?? 0) < HELD_LIMIT
    if (report && part.statusReport && pdu !== null && room) {
      const held = state.nextId()
      lines.push({ t: 'held', held, imsi: part.imsi, kind: 'report', pdu: pdu.pdu, message: null })
    }
    return lines
  }

  async function finish(part: PendingPart, status: number, report: boolean): Promise<void> {
    const changes = await commit(reportLines(part, status, true, report))
    state.sims.get(part.imsi)?.arrived()
    for (const { shown } of changes) {
      if (shown !== null) await commit([{ t: 'shown', ...shown }])
    }
  }

  function later(delay_ms: number, work: () => Promise<void>): void {
    const run = (): void => {
      work().catch((error: unknown) => logger.error('virtual network: its file failed', { error }))
    }
    if (delay_ms === 0) {
      run()
      return
    }
    const cancel = timers.after(delay_ms, () => {
      cancels.delete(cancel)
      run()
    })
    cancels.add(cancel)
  }

  function settle(part: PendingPart): void {
    const outcome = outcomeFor(rules, part.to)
    if (outcome.kind === 'never' || closed) return
    if (outcome.kind === 'failed') {
      later(outcome.delay_ms, () => finish(part, outcome.status, true))
      return
    }
    const { interim } = outcome
    if (interim !== null && !part.interimSent) {
      later(0, async () => {
        await commit(reportLines(part, interim, false, true))
        state.sims.get(part.imsi)?.arrived()
      })
    }
    later(outcome.delay_ms, () => finish(part, DELIVERED, outcome.report))
  }

  async function submit(imsi: string, pdu: string) {
    const sim = state.sims.get(imsi)
    const decoded = decodeSubmit(pdu)
    if (sim === undefined || !decoded.ok || decoded.submit.to === '') {
      return { kind: 'rejected', code: CMS.invalidPdu } as const
    }
    if (state.pending.size >= PENDING_LIMIT) return { kind: 'rejected', code: CMS.congestion } as const
    const mr = sim.nextReference
    sim.nextReference = (mr + 1) % 256
    const part = state.nextId()
    await commit([{ t: 'submit', at: clock.now(), part, imsi, to: decoded.submit.to, mr, pdu }])
    const pending = state.pending.get(part)
    if (pending !== undefined) settle(pending)
    return { kind: 'accepted', reference: mr } as const
  }

  async function phoneSend(number: string, text: string, send: PhoneSendOptions): Promise<PhoneSendResult> {
    const sim = state.sims.get(send.imsi ?? options.sims[0]?.imsi ?? '')
    if (sim === undefined) return { ok: false, problem: 'no-such-sim' }
    concatReference = (concatReference + 1) % 256
    const encoded = encodeDeliver({
      from: number,
      text,
      sentAt: clock.now(),
      zone_minutes,
      concatReference,
      referenceWidth: send.referenceWidth ?? 8,
      serviceCentre,
    })
    if (!encoded.ok) return encoded
    if (sim.memory.size() + encoded.parts.length > HELD_LIMIT) return { ok: false, problem: 'full' }
    const order = send.order ?? encoded.parts.map((_, index) => index + 1)
    const message = state.nextId()
    const { imsi } = sim
    const lines: NetworkLine[] = [{ t: 'phone', at: clock.now(), message, from: number, imsi, text }]
    for (const position of order) {
      const pdu = encoded.parts[position - 1]?.pdu
      if (pdu !== undefined)
        lines.push({ t: 'held', held: state.nextId(), imsi, kind: 'deliver', pdu, message })
    }
    await commit(lines)
    sim.arrived()
    return { ok: true, message, parts: encoded.parts.length }
  }

  for (const shown of state.unrecorded.values())
    later(0, async () => void (await commit([{ t: 'shown', ...shown }])))
  for (const part of [...state.pending.values()]) settle(part)

  return {
    serviceCentre,
    recovery,
    subscriber(imsi) {
      const sim = state.sims.get(imsi)
      if (sim === undefined) throw new RangeError(`the virtual network knows no SIM ${imsi}`)
      return createSubscriber({
        sim,
        nextId: () => state.nextId(),
        submit: (pdu) => submit(imsi, pdu),
        commit: async (lines) => void (await commit(lines)),
      })
    },
    phoneSend: (number, text, send = {}) => phoneSend(number, text, send),
    async inject(imsi, pdu) {
      await commit([
        { t: 'held', held: state.nextId(), imsi, kind: 'deliver', pdu: pdu.toUpperCase(), message: null },
      ])
      state.sims.get(imsi)?.arrived()
    },
    addPhone: (number) => state.phones.add(number),
    phones: () => state.phones.list(),
    phone: (number) => state.phones.get(number),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    setRules(next) {
      rules = parseRules(next)
    },
    async close() {
      closed = true
      for (const cancel of cancels) cancel()
      cancels.clear()
      await file.close()
    },
  }
}

function parseRules(rules: readonly DeliveryRuleInput[]): DeliveryRule[] {
  return rules.map((rule) => deliveryRuleSchema.parse(rule))
}

/** +CMS ERROR codes the network itself answers with, 3GPP TS 27.005, 3.2.5 and TS 24.011, annex E. */
const CMS = { congestion: 42, invalidPdu: 304 } as const
