import type { z } from 'zod'
import { officeCalls, type SetupInput } from '../../../shared/contract/office.ts'
import { dayOf, isTimeZone } from '../../../shared/days.ts'
import type { ChainedLog } from '../calls/chained-log.ts'
import { fail } from '../calls/failure.ts'
import { act, actLong, actUnkept, answer, type CallContext, type Routes } from '../calls/handlers.ts'
import { unreadCount } from '../messages/unread.ts'
import type { Instant } from '../ports/clock.ts'
import type { Digests } from '../ports/digests.ts'
import type { OfficeKeys } from '../ports/keys.ts'
import type { ModemState } from '../ports/modem.ts'
import type { Random } from '../ports/random.ts'
import { sql } from '../ports/sql.ts'
import type { Reader, Writer } from '../ports/store.ts'
import { writeSheetAt } from '../safety/safety-settings.ts'
import type { CalendarBook } from './calendar-book.ts'
import { heldBy } from './clock-guard.ts'
import { foundOffice } from './found-office.ts'
import { type OfficeBook, writeSetting } from './office-book.ts'
import { hashPin, type StoredPin } from './pins.ts'
import { openShift } from './shift.ts'

export interface OfficeDeps {
  readonly offices: OfficeBook
  readonly calendars: CalendarBook
  readonly log: ChainedLog
  readonly officeKeys: OfficeKeys
  readonly digests: Digests
  readonly random: Random
  readonly storeRead: Reader
  readonly version: string
  readonly lang: 'ru' | 'en' | null
  readonly modemState: () => ModemState
  /** Moves the training clock, running what falls due in order; resolves with the new business instant. */
  readonly advanceTo: (to: Instant) => Promise<Instant>
  /** Rules and hours changed: the plan of reminders is no longer right. */
  readonly replan: () => void
}

const clockMove_msMax = 62 * 24 * 3600 * 1000

const messageCounts = (read: Reader) => {
  const rows = read.all(
    sql
      .selectFrom('message')
      .select(({ fn }) => ['status', fn.countAll<number>().as('count')])
      .where('status', 'in', ['queued', 'sending', 'uncertain', 'failed'])
      .groupBy('status'),
  )
  const of = (status: string) => rows.find((row) => row.status === status)?.count ?? 0
  return { queued: of('queued') + of('sending'), uncertain: of('uncertain'), failed: of('failed') }
}

/** Settings that are a beginning and an end on one day: the desk's hours, and when SMS may leave. */
const windows = [
  ['opens', 'closes'],
  ['quietTo', 'quietFrom'],
  ['quietToDayOff', 'quietFromDayOff'],
] as const

const setup = (deps: OfficeDeps) => {
  let underWay = false
  return actLong(officeCalls['office.setup'], async (input, call, finish) => {
    if (!isTimeZone(input.timeZone)) return fail('call.input', { path: 'timeZone' })
    // Before the passphrase is set: nobody who comes second may change that of the first.
    if (underWay || deps.offices.find(deps.storeRead) !== null) return fail('setup.done')
    underWay = true
    try {
      const pin = await hashPin(input.operator.pin, deps.digests, deps.random)
      await deps.officeKeys.setPassphrase(input.passphrase)
      return await finish((tx) => found(tx, deps, { input, pin, call }))
    } finally {
      underWay = false
    }
  })
}

interface Founder {
  readonly input: z.output<typeof SetupInput>
  readonly pin: StoredPin
  readonly call: CallContext
}

const found = (tx: Writer, deps: OfficeDeps, { input, pin, call }: Founder) => {
  if (deps.offices.find(tx) !== null) return fail('setup.done')
  const operatorId = foundOffice(
    tx,
    {
      kind: 'real',
      name: input.office,
      timeZone: input.timeZone,
      operator: { name: input.operator.name, pin },
      at: call.now,
    },
    deps.log,
  )
  if (input.sheetConfirmed) writeSheetAt(tx, call.now)
  call.changed('office')
  return { operatorId }
}

/** The office itself: its first run, its top bar, its settings and, in training, its clock. */
export const officeRoutes = (deps: OfficeDeps): Routes<'office'> => ({
  'office.status': answer(officeCalls['office.status'], (read, _input, call) => {
    const office = deps.offices.find(read)
    const timeZone = office?.timeZone ?? 'Europe/Moscow'
    return {
      needsSetup: office === null,
      kind: office?.kind ?? 'real',
      name: office?.settings.office ?? '',
      timeZone,
      now: call.now,
      today: dayOf(call.now, timeZone),
      operators: read.all(
        sql.selectFrom('operator').select(['id', 'name', 'role']).where('active', '=', 1).orderBy('id'),
      ),
      waiting: messageCounts(read).queued,
      lang: deps.lang,
      version: deps.version,
    }
  }),
  'office.setup': setup(deps),
  'office.top': answer(officeCalls['office.top'], (read, _input, call) => {
    const today = dayOf(call.now, deps.offices.get(read).timeZone)
    const calendar = deps.calendars.office(read)
    const modem = deps.modemState()
    return {
      now: call.now,
      today,
      dayType: calendar.typeOf(today),
      dayKnown: calendar.statusOf(today) === 'known',
      shift: openShift(read),
      modemPhase: modem.phase,
      modemProblem: modem.problem,
      bars: modem.bars,
      operator: modem.operator,
      ...messageCounts(read),
      unread: unreadCount(read),
      holding: heldBy(read),
    }
  }),
  'office.settings': answer(officeCalls['office.settings'], (read) => deps.offices.get(read).settings),
  'office.saveSettings': act(officeCalls['office.saveSettings'], (tx, input, call) => {
    const upsideDown = windows.find(([from, to]) => input[from] >= input[to])
    if (upsideDown !== undefined) return fail('call.input', { path: upsideDown[1] })
    const office = deps.offices.get(tx)
    writeSetting(tx, 'office', { ...office, settings: input })
    deps.log.append(tx, {
      at: call.now,
      operatorId: call.operator?.id ?? null,
      action: 'office.settings',
      subject: 'office',
      subjectId: null,
      details: { smsPerDay: input.smsPerDay, quietFrom: input.quietFrom, quietTo: input.quietTo },
    })
    call.changed('office', 'reminders', 'calendar')
    call.after(deps.replan)
    return {}
  }),
  'office.moveClock': actUnkept(officeCalls['office.moveClock'], async (input, call) => {
    const office = deps.offices.get(deps.storeRead)
    if (office.kind !== 'training') return fail('office.training-only')
    if (input.to < call.now) return fail('clock.backwards')
    if (input.to - call.now > clockMove_msMax) return fail('call.input', { path: 'to' })
    const now = await deps.advanceTo(input.to)
    call.changed('office', 'messages', 'reminders', 'calendar')
    return { now, today: dayOf(now, office.timeZone) }
  }),
})
