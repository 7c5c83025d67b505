import { createChainedLog } from '../../src/main/app/calls/chained-log.ts'
import type { Lane } from '../../src/main/app/messages/message-args.ts'
import { queueMessage } from '../../src/main/app/messages/queue-message.ts'
import { createMessageRenderer } from '../../src/main/app/messages/render-message.ts'
import type { RenderMessage } from '../../src/main/app/messages/renderer.ts'
import { createBusinessClock } from '../../src/main/app/office/business-clock.ts'
import { createCalendarBook } from '../../src/main/app/office/calendar-book.ts'
import { foundOffice } from '../../src/main/app/office/found-office.ts'
import { createOfficeBook, type Settings, writeSetting } from '../../src/main/app/office/office-book.ts'
import { quietAt } from '../../src/main/app/office/sending-hours.ts'
import type {
  IncomingPart,
  LinkPhase,
  Modem,
  ModemState,
  PreparedPart,
  StatusReport,
  SubmitOutcome,
} from '../../src/main/app/ports/modem.ts'
import { sql } from '../../src/main/app/ports/sql.ts'
import { createInboxPump } from '../../src/main/jobs/inbox-pump.ts'
import { createOutboxPump } from '../../src/main/jobs/outbox-pump.ts'
import { joinParts } from '../../src/main/modem/pdu/join.ts'
import { measureText } from '../../src/main/modem/pdu/segments.ts'
import { decodeSubmit, prepareSubmit } from '../../src/main/modem/pdu/submit.ts'
import { createDigests } from '../../src/main/platform/digests.ts'
import { createRandom } from '../../src/main/platform/random.ts'
import { createManualTimers } from '../fakes/manual-timers.ts'
import { openOfficeStore } from '../fakes/office-store.ts'
import { quietLogger } from '../fakes/quiet-logger.ts'

/** Monday 16.11.2026, noon in Moscow. */
export const monday = Date.UTC(2026, 10, 16, 9, 0)
export const minute_ms = 60_000
export const hour_ms = 60 * minute_ms

export const accepted = (reference: number): SubmitOutcome => ({ kind: 'accepted', reference })
export const uncertain: SubmitOutcome = { kind: 'uncertain', reason: 'no-answer' }
export const unsent: SubmitOutcome = { kind: 'unsent', reason: 'link' }
export const refused = (
  kind: Extract<SubmitOutcome, { kind: 'rejected' }>['class'],
  code: number | null = 21,
): SubmitOutcome => ({ kind: 'rejected', class: kind, code, text: '' })

/** What a submit was given, read back from its octets. */
export interface Submitted {
  readonly to: string
  readonly text: string
  readonly part: PreparedPart
}

const stateOf = (phase: LinkPhase): ModemState => ({
  phase,
  problem: null,
  port: 'scripted',
  manufacturer: null,
  model: null,
  imei: null,
  imsi: '250990000000001',
  iccid: null,
  ownNumber: null,
  operator: null,
  registered: true,
  roaming: false,
  signal_dbm: -70,
  bars: 4,
  storageUsed: 0,
  storageTotal: 20,
  serviceCentre: null,
  networkTime: null,
  storedSends: false,
})

/** A modem whose answers the test writes; texts become octets by the real codec. */
export const createScriptedModem = () => {
  const submitted: Submitted[] = []
  const script = {
    phase: 'ready' as LinkPhase,
    sim: '250990000000001',
    answer: (_sent: Submitted, times: number): SubmitOutcome | Promise<SubmitOutcome> =>
      accepted(times % 256),
  }
  const modem: Modem = {
    state: () => stateOf(script.phase),
    measure: measureText,
    prepare: prepareSubmit,
    join: (pdus) => joinParts(pdus).text,
    submit: async (part) => {
      const decoded = decodeSubmit(part.pdu)
      const sent = decoded.ok
        ? { to: decoded.submit.to, text: decoded.submit.text, part }
        : { to: '', text: '', part }
      submitted.push(sent)
      return script.answer(sent, submitted.length - 1)
    },
    start: () => undefined,
    enterPin: () => undefined,
    stop: () => Promise.resolve(),
  }
  return { modem, submitted, script }
}

export interface Queued {
  readonly lane?: Lane
  readonly to?: string
  readonly text?: string
  readonly notBefore?: number
  readonly expiresAt?: number
}

/** A store with an office, the outbox and the inbox over a scripted modem, and time that only the test moves. */
export const openJobs = async (other: Partial<Settings> = {}) => {
  const opened = await openOfficeStore()
  const { store } = opened
  const offices = createOfficeBook()
  const calendars = createCalendarBook([], offices)
  const timers = createManualTimers()
  const time = { now: monday }
  const clock = createBusinessClock({ now: () => time.now })
  const { modem, submitted, script } = createScriptedModem()
  const books = { offices, calendars }
  const real = createMessageRenderer(books)
  const rendering: { render: RenderMessage } = { render: real }
  await store.write((tx) => {
    const operator = { name: 'Анна', pin: { pin_salt: '00', pin_hash: '00' } }
    const founding = {
      kind: 'real',
      name: 'Офис',
      timeZone: 'Europe/Moscow',
      operator,
      at: monday,
    } as const
    foundOffice(tx, founding, createChainedLog(createDigests()))
    const { settings, ...office } = offices.get(tx)
    writeSetting(tx, 'office', { ...office, settings: { ...settings, ...other } })
  })
  const rests: { sim: string; why: string; code: number | null }[] = []
  const makePump = () =>
    createOutboxPump({
      store,
      clock,
      timers,
      logger: quietLogger(),
      modem,
      active: () => (script.phase === 'ready' ? { sim: script.sim, modem } : null),
      random: createRandom(),
      rested: (sim, rest) => rests.push({ sim, why: rest.why, code: rest.code }),
      offices,
      render: (read, message, now) => rendering.render(read, message, now),
      quiet: (read, now) => quietAt(read, now, books),
      changed: () => undefined,
    })
  let pump = makePump()
  const inbox = createInboxPump({
    store,
    clock,
    logger: quietLogger(),
    modem,
    offices,
    random: createRandom(),
    changed: (what) => {
      if (what === 'inbox') pump.wake()
    },
  })
  let keys = 0
  const to = (number: number): string => `+7900123${String(number).padStart(4, '0')}`
  return {
    store,
    inbox,
    timers,
    time,
    submitted,
    script,
    rendering,
    real,
    rests,
    to,
    get pump() {
      return pump
    },
    queue: (message: Queued = {}): Promise<number> =>
      store.write((tx) => {
        keys += 1
        const id = queueMessage(tx, {
          lane: message.lane ?? 'reply',
          args: { kind: 'manual', text: message.text ?? `текст ${keys}` },
          recipient: message.to ?? to(keys),
          dedupeKey: `test:${keys}`,
          at: time.now,
          ...(message.notBefore === undefined ? {} : { notBefore: message.notBefore }),
          ...(message.expiresAt === undefined ? {} : { expiresAt: message.expiresAt }),
        })
        if (id === null) throw new Error('the key was used')
        return id
      }),
    message: (id: number) => store.read.first(sql.selectFrom('message').selectAll().where('id', '=', id)),
    parts: (id: number) =>
      store.read.all(sql.selectFrom('part').selectAll().where('message_id', '=', id).orderBy('number')),
    inboxRows: () => store.read.all(sql.selectFrom('inbox').selectAll().orderBy('id')),
    /** Lets both clocks pass. */
    pass: (by_ms: number): void => {
      time.now += by_ms
      timers.advance(by_ms)
    },
    /** A new pump over what the last one left, as after a crash. */
    crash: async (): Promise<void> => {
      pump = makePump()
      await pump.recover()
    },
    close: async (): Promise<void> => {
      await pump.stop()
      await inbox.idle()
      await opened.close()
    },
  }
}

export type Jobs = Awaited<ReturnType<typeof openJobs>>

let reports = 0

export const reportOf = (reference: number, to: string, other: Partial<StatusReport> = {}): StatusReport => {
  reports += 1
  return {
    reference,
    to,
    sentAt: monday,
    dischargedAt: monday,
    status: 0,
    outcome: 'delivered',
    pdu: `REPORT${reports}`,
    ...other,
  }
}

export const partFrom = (
  from: string,
  text: string,
  pdu: string,
  concat: IncomingPart['concat'] = null,
): IncomingPart => ({
  from,
  alphanumeric: !from.startsWith('+'),
  text,
  sentAt: monday,
  concat,
  pdu,
  problem: null,
})
