import type { Timers } from '../../app/ports/clock.ts'
import type { Exchange } from '../at/exchange.ts'
import { resynchronise } from '../at/exchange.ts'
import type { Session } from '../at/session.ts'
import { asking, free, plain } from './commands.ts'
import { chooseNotifications, type Notifications } from './notifications.ts'
import { pause } from './pause.ts'
import type { Pins } from './pins.ts'
import { openSim, type SimState } from './sim.ts'
import type { StateKeeper } from './state.ts'
import { chooseStorage, type Storage } from './storage.ts'
import { vendorOf } from './vendors.ts'
import { prepareWatch, refreshState } from './watch.ts'

export type Setup =
  | { readonly kind: 'ready'; readonly storage: Storage; readonly notifications: Notifications }
  | { readonly kind: 'sim'; readonly sim: Exclude<SimState, 'ready'> }
  | { readonly kind: 'failed'; readonly problem: 'no-answer' | 'no-pdu-mode' }

export interface SetupDeps {
  readonly session: Session
  readonly exchange: Exchange
  readonly timers: Timers
  readonly pins: Pins
  readonly keeper: StateKeeper
}

/** The first command may be swallowed by a modem that sleeps. */
const WAKE_LIMITS_MS: readonly number[] = [300, 700, 1000]
const RADIO_LIMIT_MS = 10_000
const BUSY_TRIES = 10
const BUSY_PAUSE_MS = 500

/** Leaves a prompt that an earlier program left open, wakes the modem and gets in step with it. */
async function wake(session: Session): Promise<boolean> {
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
  const { exchange, session } = deps
  if (!(await wake(session))) return { kind: 'failed', problem: 'no-answer' }
  for (const text of ['ATZ', 'ATE0', 'AT+CMEE=1', 'AT+CSCS="IRA"']) await exchange.run(plain(text))
  // Echo is off now; one that comes later tells of a restart.
  session.takeEcho()
  await turnRadioOn(exchange)
  await identify(exchange, deps.keeper)
  const sim = await openSim(exchange, deps.timers, deps.pins)
  if (sim !== 'ready') return { kind: 'sim', sim }
  deps.keeper.change({ imsi: await word(exchange, 'AT+CIMI') })
  if (!(await setPduMode(deps))) return { kind: 'failed', problem: 'no-pdu-mode' }
  const storage = await chooseStorage(exchange)
  const notifications = await chooseNotifications(exchange)
  const { manufacturer, model } = deps.keeper.current()
  for (const text of vendorOf(manufacturer, model).setup) await exchange.run(plain(text))
  await prepareWatch(exchange)
  await refreshState(exchange, deps.keeper)
  if (session.isClosed()) return { kind: 'failed', problem: 'no-answer' }
  return { kind: 'ready', storage, notifications }
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

/** The first line of an answer, without the command's name or quotes that some modems put around it. */
async function word(exchange: Exchange, text: string): Promise<string | null> {
  const answer = await exchange.run(free(text))
  const line = answer.kind === 'ok' ? answer.lines[0] : undefined
  if (line === undefined) return null
  const bare = line.text
    .replace(/^\+[A-Z]+:\s*/, '')
    .replaceAll('"', '')
    .trim()
  return bare === '' ? null : bare
}

async function setPduMode(deps: SetupDeps): Promise<boolean> {
  for (let tries = 0; tries < BUSY_TRIES; tries += 1) {
    if (tries > 0) await pause(deps.timers, BUSY_PAUSE_MS)
    const answer = await deps.exchange.run(plain('AT+CMGF=0'))
    if (answer.kind === 'ok') return true
    if (answer.kind === 'closed') return false
  }
  return false
}
