import { modemCalls } from '../../../shared/contract/modem.ts'
import { dayOf } from '../../../shared/days.ts'
import type { AppDeps } from '../app-deps.ts'
import { IdCursor, pageOf, pageSize, readCursor } from '../calls/cursor.ts'
import { fail } from '../calls/failure.ts'
import { act, actUnkept, answer, type Routes } from '../calls/handlers.ts'
import { readSetting, writeSetting } from '../office/office-book.ts'
import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'
import type { VirtualPanel } from '../ports/virtual-panel.ts'
import { forgetDevice } from '../sims/link-choice.ts'
import { lessonAccount } from '../training/training-office.ts'
import { linkRoutes } from './link-calls.ts'
import type { LinkDeps } from './link-deps.ts'
import { panelRoutes } from './panel-calls.ts'
import { probeRoutes } from './probe-calls.ts'
import { simRoutes } from './sim-calls.ts'

export interface PortChoice {
  readonly path: string
  readonly title: string
  readonly vendorId: string | null
  readonly productId: string | null
}

export interface ModemDeps extends Pick<AppDeps, 'modem' | 'phones'>, LinkDeps {
  readonly ports: () => Promise<readonly PortChoice[]>
  /** Named on the command line: it wins over what was chosen on the screen. */
  readonly namedPort: string | null
}

/** The port chosen on the screen; null = the program finds one. */
export const chosenPort = (read: Reader): string | null => {
  const value: unknown = JSON.parse(readSetting(read, 'modem-port') ?? 'null')
  return typeof value === 'string' ? value : null
}

const queuedCount = (read: Reader): number =>
  read.first(
    sql
      .selectFrom('message')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('status', 'in', ['queued', 'sending']),
  )?.count ?? 0

/** The modem's screen. */
export const modemRoutes = (deps: ModemDeps): Routes<'modem'> => ({
  ...linkRoutes(deps),
  ...simRoutes(deps),
  ...probeRoutes(deps),
  'modem.state': answer(modemCalls['modem.state'], (read, _input, call) => {
    const state = deps.modem.state()
    const office = deps.offices.get(read)
    const day = dayOf(call.now, office.timeZone)
    const usage = read.first(
      sql
        .selectFrom('sim_usage')
        .select('parts')
        .where('sim', '=', state.imsi ?? 'unknown')
        .where('day', '=', day),
    )
    return {
      ...state,
      virtual: deps.phones !== null,
      sentToday: usage?.parts ?? 0,
      capToday: office.settings.smsPerDay,
      queued: queuedCount(read),
      configuredPort: deps.namedPort ?? chosenPort(read),
    }
  }),
  'modem.ports': answer(modemCalls['modem.ports'], async () => ({ items: [...(await deps.ports())] })),
  'modem.choose': act(modemCalls['modem.choose'], (tx, input, call) => {
    if (input.port !== chosenPort(tx)) forgetDevice(tx, 1)
    writeSetting(tx, 'modem-port', input.port)
    call.changed('modem')
    call.after(() => deps.reopen(1))
    return {}
  }),
  'modem.pin': actUnkept(modemCalls['modem.pin'], async (input) => {
    deps.modem.enterPin(input.pin)
    return {}
  }),
  'modem.events': answer(modemCalls['modem.events'], (read, input) => {
    const before = readCursor(input.cursor, IdCursor)
    let query = sql
      .selectFrom('modem_event')
      .selectAll()
      .orderBy('id', 'desc')
      .limit(pageSize + 1)
    if (before !== null) query = query.where('id', '<', before)
    const { items, next } = pageOf(read.all(query), (row) => row.id)
    return {
      items: items.map((row) => ({
        id: row.id,
        at: row.at,
        kind: row.kind,
        details: JSON.parse(row.details),
      })),
      next,
    }
  }),
})

const threadsMax = 300

/** The phone of the first lesson's account stands first: what the guide says to type works from it. */
const lessonPhones = (read: Reader): Set<string> =>
  new Set(
    read
      .all(
        sql
          .selectFrom('link')
          .innerJoin('account', 'account.id', 'link.account_id')
          .innerJoin('phone', 'phone.id', 'link.phone_id')
          .select('phone.e164')
          .where('account.number', '=', lessonAccount),
      )
      .map((row) => row.e164),
  )

/** The invented clients' phones; only a training office has them. */
export const phoneRoutes = (
  deps: Pick<AppDeps, 'phones'> & { readonly panel: VirtualPanel | null },
): Routes<'phones'> => ({
  ...panelRoutes(deps.panel),
  'phones.list': answer(modemCalls['phones.list'], (read, input) => {
    if (deps.phones === null) return fail('office.training-only')
    const seen = new Map(deps.phones.threads().map((thread) => [thread.number, thread]))
    const digits = input.text.replace(/\D/g, '')
    const known = read.all(
      sql
        .selectFrom('phone')
        .innerJoin('client', 'client.id', 'phone.client_id')
        .select(['phone.e164', 'client.name'])
        .where('phone.kind', '=', 'mobile')
        .orderBy('phone.id')
        .limit(2000),
    )
    const lesson = lessonPhones(read)
    const names = new Map(known.map((row) => [row.e164, row.name]))
    const numbers = new Set([...seen.keys(), ...names.keys()])
    const wanted = input.text.trim().toLowerCase()
    const items = [...numbers]
      .map((number) => ({
        number,
        name: names.get(number) ?? '',
        last: seen.get(number)?.last ?? null,
        lastAt: seen.get(number)?.lastAt ?? null,
        messages: seen.get(number)?.messages ?? 0,
      }))
      .filter(
        (item) =>
          wanted === '' ||
          (digits !== '' && item.number.includes(digits)) ||
          item.name.toLowerCase().includes(wanted),
      )
      .sort(
        (left, right) =>
          (right.lastAt ?? 0) - (left.lastAt ?? 0) ||
          Number(lesson.has(right.number)) - Number(lesson.has(left.number)),
      )
    return { items: items.slice(0, threadsMax) }
  }),
  'phones.thread': answer(modemCalls['phones.thread'], (_read, input) =>
    deps.phones === null ? fail('office.training-only') : { items: deps.phones.thread(input.number) },
  ),
  'phones.send': actUnkept(modemCalls['phones.send'], async (input, call) => {
    if (deps.phones === null) return fail('office.training-only')
    if (!(await deps.phones.send(input.number, input.text))) return fail('phone.invalid')
    call.changed('phones')
    return {}
  }),
  'phones.fault': actUnkept(modemCalls['phones.fault'], async (input, call) => {
    if (deps.phones === null) return fail('office.training-only')
    deps.phones.fault(input.fault)
    call.changed('phones', 'modem')
    return {}
  }),
})
