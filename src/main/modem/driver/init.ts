import type { Timers } from '../../app/ports/clock.ts'
import type { Exchange } from '../at/exchange.ts'
import { resynchronise } from '../at/exchange.ts'
import type { Session } from '../at/session.ts'
import { asking, free, plain } from './commands.ts'
import type { LinkWishes, PortPlace } from './context.ts'
import { mayUseSavedPin, otherIdentity, readIccid, word } from './identity.ts'
import { chooseNotifications, type Notifications } from './notifications.ts'
import { pause } from './pause.ts'
import type { Pins } from './pins.ts'
import { openSim, type SimState } from './sim.ts'
import type { StateKeeper } from './state.ts'
import { chooseStorage, type Storage } from './storage.ts'
import { announcingInterface, type Vendor, vendorOf } from './vendor-table.ts'
import { prepareWatch, refreshState } from './watch.ts'

export type Setup =
  | {
      readonly kind: 'ready'
      readonly storage: Storage
      readonly notifications: Notifications
      readonly vendor: Vendor
      readonly storedSends: boolean
    }
  /** `savedPin`: the saved PIN may be given to this card. */
  | { readonly kind: 'sim'; readonly sim: Exclude<SimState, 'ready'>; readonly savedPin: boolean }
  | { readonly kind: 'other'; readonly problem: 'other-modem' | 'other-sim' }
  /** Another link's modem. */
  | { readonly kind: 'foreign' }
  | { readonly kind: 'better'; readonly path: string }
  | { readonly kind: 'failed'; readonly problem: 'no-answer' | 'no-pdu-mode' }

export interface SetupDeps {
  readonly session: Session
  readonly exchange: Exchange
  readonly timers: Timers
  readonly pins: Pins
  readonly keeper: StateKeeper
  readonly wishes: () => LinkWishes
  readonly place: PortPlace
}

/** The first command may be swallowed by a modem that sleeps. */
const WAKE_LIMITS_MS: readonly number[] = [300, 700, 1000]
const RADIO_LIMIT_MS = 10_000
const BUSY_TRIES = 10
const BUSY_PAUSE_MS = 500

/** Leaves a prompt that an earlier program left open, wakes the modem and gets in step with it. */
export async function wake(session: Session): Promise<boolean> {
  session.escape()
  for (const timeout_ms of WAKE_LIMITS_MS) {
    const answer = await session.run(plain('AT', timeout_ms))
    if (answer.kind === 'closed') return false
    if (answer.kind !== 'timeout') return resynchronise(session, 'AT')
  }
  return false
}

/** Brings a modem from any state to one in which it sends and announces messages, and publishes what it is. */
export async function setUp(deps: SetupDeps): Promise<Setup> {
  const { exchange, session, keeper } = deps
  if (!(await wake(session))) return { kind: 'failed', problem: 'no-answer' }
  if (await isForeign(deps)) return { kind: 'foreign' }
  for (const text of ['ATZ', 'ATE0', 'AT+CMEE=1']) await exchange.run(plain(text))
  const set = await exchange.run(plain('AT+CSCS="IRA"'))
  if (set.kind === 'error') await exchange.run(plain('AT+CSCS="GSM"'))
  // Echo is off now; one that comes later tells of a restart.
  session.takeEcho()
  await turnRadioOn(exchange)
  await identify(exchange, keeper)
  const { manufacturer, model } = keeper.current()
  const vendor = vendorOf(manufacturer, model)
  const better = await betterPort(exchange, vendor, deps.place)
  if (better !== null) return { kind: 'better', path: better }
  const refused = await openRightCard(deps)
  if (refused !== null) return refused
  return prepare(deps, vendor)
}

/** Asked before anything of the modem is changed: another link may be about to use it. */
async function isForeign({ exchange, wishes }: SetupDeps): Promise<boolean> {
  const { others } = wishes()
  if (others.length === 0) return false
  const imei = await word(exchange, 'AT+CGSN')
  return imei !== null && others.includes(imei)
}

async function prepare(deps: SetupDeps, vendor: Vendor): Promise<Setup> {
  const { exchange, session, keeper } = deps
  const { persistentSetup, storedSends } = deps.wishes()
  if (!(await setPduMode(deps))) return { kind: 'failed', problem: 'no-pdu-mode' }
  const storage = await chooseStorage(exchange)
  const notifications = await chooseNotifications(exchange, vendor.reports)
  const more = persistentSetup ? vendor.persistentSetup : []
  for (const text of [...vendor.setup, ...more]) await exchange.run(plain(text))
  await prepareWatch(exchange)
  await refreshState(exchange, keeper, true)
  if (session.isClosed()) return { kind: 'failed', problem: 'no-answer' }
  keeper.change({ storedSends })
  return { kind: 'ready', storage, notifications, vendor, storedSends }
}

/** Opens the card and looks whether it and the modem are the ones expected; null where all is as it should be. */
async function openRightCard(deps: SetupDeps): Promise<Extract<Setup, { kind: 'sim' | 'other' }> | null> {
  const { exchange, keeper } = deps
  const { expected } = deps.wishes()
  let savedPin = true
  const sim = await openSim(exchange, deps.timers, deps.pins, async () => {
    const iccid = expected.iccid === null ? null : await readIccid(exchange)
    savedPin = mayUseSavedPin(expected, { imei: keeper.current().imei, imsi: null, iccid })
    return savedPin
  })
  if (sim !== 'ready') return { kind: 'sim', sim, savedPin }
  const imsi = await readImsi(deps, expected.imsi !== null)
  // A card that does not say who it is may be another: it is asked again, not used.
  if (imsi === null && expected.imsi !== null) return { kind: 'sim', sim: 'sim-failure', savedPin }
  keeper.change({ imsi, ...(imsi === keeper.current().imsi ? {} : { iccid: null, ownNumber: null }) })
  const problem = otherIdentity(expected, { imei: keeper.current().imei, imsi, iccid: null })
  return problem === null ? null : { kind: 'other', problem }
}

/** A card may be slow to say its number; it is waited for where another one must not be used. */
async function readImsi({ exchange, timers }: SetupDeps, needed: boolean): Promise<string | null> {
  for (let tries = 1; ; tries += 1) {
    const imsi = /^\d{6,15}$/.exec((await word(exchange, 'AT+CIMI')) ?? '')?.[0] ?? null
    if (imsi !== null || !needed || tries >= BUSY_TRIES) return imsi
    await pause(timers, BUSY_PAUSE_MS)
  }
}

/** Another port of the same stick, where that is the one that announces. */
async function betterPort(exchange: Exchange, vendor: Vendor, place: PortPlace): Promise<string | null> {
  if (vendor.portQuestion === null || !place.hasSibling()) return null
  const answer = await exchange.run(
    vendor.portQuestion.includes('^')
      ? { ...asking(vendor.portQuestion), accepts: (line) => line.startsWith('^GETPORTMODE') }
      : free(vendor.portQuestion),
  )
  const number = answer.lines.map(({ text }) => announcingInterface(text)).find((found) => found !== null)
  return typeof number === 'number' ? place.sibling(number) : null
}

/** A modem left in flight mode finds neither card nor network. */
async function turnRadioOn(exchange: Exchange): Promise<void> {
  const answer = await exchange.run(asking('AT+CFUN?'))
  const level = /^\+CFUN:\s*(\d+)/.exec(answer.lines[0]?.text ?? '')?.[1]
  if (level === '0' || level === '4') await exchange.run(plain('AT+CFUN=1', RADIO_LIMIT_MS))
}

async function identify(exchange: Exchange, keeper: StateKeeper): Promise<void> {
  const manufacturer = await word(exchange, 'AT+CGMI')
  const model = await word(exchange, 'AT+CGMM')
  const imei = await word(exchange, 'AT+CGSN')
  keeper.change({ manufacturer, model, imei })
}

async function setPduMode(deps: Pick<SetupDeps, 'timers' | 'exchange'>): Promise<boolean> {
  for (let tries = 0; tries < BUSY_TRIES; tries += 1) {
    if (tries > 0) await pause(deps.timers, BUSY_PAUSE_MS)
    const answer = await deps.exchange.run(plain('AT+CMGF=0'))
    if (answer.kind === 'ok') return true
    if (answer.kind === 'closed') return false
  }
  return false
}
