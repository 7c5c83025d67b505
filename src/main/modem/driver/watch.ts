import type { ModemState } from '../../app/ports/modem.ts'
import {
  parseOperator,
  parseRegistration,
  parseServiceCentre,
  parseSignal,
  parseStorage,
  type Registration,
} from '../at/answers.ts'
import { isBusy } from '../at/errors.ts'
import type { Exchange } from '../at/exchange.ts'
import { asking, plain } from './commands.ts'
import type { StateKeeper } from './state.ts'

/** Phase and problem of a working link, by what the network says; `deaf` where the modem hears no cell at all. */
export function networkState(registration: Registration, deaf = false): Partial<ModemState> {
  const { registered, roaming, denied } = registration
  if (registered) return { registered, roaming, phase: 'ready', problem: null }
  const problem = deaf ? 'no-signal' : 'not-registered'
  return { registered, roaming, phase: 'searching', problem: denied ? 'registration-denied' : problem }
}

/** True when the modem has no room for another message: the network holds the rest back. */
export function isFull({ storageUsed, storageTotal }: ModemState): boolean {
  return storageUsed !== null && storageTotal !== null && storageTotal > 0 && storageUsed >= storageTotal
}

async function ask<T>(
  exchange: Exchange,
  text: string,
  parse: (line: string) => T | null,
): Promise<T | null> {
  const answer = await exchange.run(asking(text))
  const line = answer.kind === 'ok' ? answer.lines[0] : undefined
  return line === undefined ? null : parse(line.text)
}

/** Registration in the circuit-switched domain, else in LTE's: either carries messages. Null without an answer. */
export async function readRegistration(exchange: Exchange): Promise<Registration | null> {
  const circuit = await ask(exchange, 'AT+CREG?', parseRegistration)
  if (circuit?.registered === true) return circuit
  const packet = await ask(exchange, 'AT+CEREG?', parseRegistration)
  return packet?.registered === true ? packet : circuit
}

/** What the card says of its service centre: `waiting` while it is not yet ready to say. */
type Centre = { readonly number: string | null; readonly state: 'known' | 'none' | 'waiting' | 'untold' }

/** CMS 330: no service centre known; a card is slow to say after its PIN, and some answer 330 until then. */
const UNKNOWN_CENTRE = 330

async function readCentre(exchange: Exchange): Promise<Centre> {
  const answer = await exchange.run(asking('AT+CSCA?'))
  const line = answer.kind === 'ok' ? answer.lines[0] : undefined
  if (line !== undefined) {
    const number = parseServiceCentre(line.text)
    return { number, state: number === null ? 'none' : 'known' }
  }
  const { error } = answer
  const waiting = error !== null && (isBusy(error) || error.code === UNKNOWN_CENTRE)
  return { number: null, state: waiting ? 'waiting' : 'untold' }
}

/**
 * Asks for signal, registration, storage and whatever is still unknown, and publishes it. While `patient` a card that
 * cannot yet name its service centre keeps the link from being ready: a part would be refused.
 */
export async function refreshState(exchange: Exchange, keeper: StateKeeper, patient: boolean): Promise<void> {
  const registration = await readRegistration(exchange)
  const signal = await ask(exchange, 'AT+CSQ', parseSignal)
  const storage = await ask(exchange, 'AT+CPMS?', parseStorage)
  if (storage !== null) keeper.change({ storageUsed: storage.used, storageTotal: storage.total })
  const before = keeper.current()
  const operator =
    before.operator === null || !before.registered
      ? await ask(exchange, 'AT+COPS?', parseOperator)
      : before.operator
  const centre: Centre =
    before.serviceCentre === null
      ? await readCentre(exchange)
      : { number: before.serviceCentre, state: 'known' }
  const deaf = signal !== null && signal.dbm === null
  const network = registration === null ? {} : networkState(registration, deaf)
  keeper.change({
    ...withCentre(withStorage(network, before), centre, patient),
    ...(signal === null ? {} : { signal_dbm: signal.dbm, bars: signal.bars }),
    operator,
    serviceCentre: centre.number,
  })
}

function withStorage(news: Partial<ModemState>, state: ModemState): Partial<ModemState> {
  return news.problem === null && isFull(state) ? { ...news, problem: 'storage-full' } : news
}

function withCentre(news: Partial<ModemState>, { state }: Centre, patient: boolean): Partial<ModemState> {
  if (news.phase !== 'ready' || (state !== 'none' && state !== 'waiting')) return news
  if (state === 'waiting' && patient) return { ...news, phase: 'searching', problem: 'no-service-centre' }
  return news.problem === null ? { ...news, problem: 'no-service-centre' } : news
}

/** Long operator names, and news of registration as it changes. */
export async function prepareWatch(exchange: Exchange): Promise<void> {
  await exchange.run(plain('AT+CREG=1'))
  await exchange.run(plain('AT+COPS=3,0'))
}
