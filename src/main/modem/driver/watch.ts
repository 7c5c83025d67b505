import type { ModemState } from '../../app/ports/modem.ts'
import {
  parseOperator,
  parseRegistration,
  parseServiceCentre,
  parseSignal,
  parseStorage,
  type Registration,
} from '../at/answers.ts'
import type { Exchange } from '../at/exchange.ts'
import { asking, plain } from './commands.ts'
import type { StateKeeper } from './state.ts'

/** Phase and problem of a working link, by what the network says. */
export function networkState(registration: Registration): Partial<ModemState> {
  const { registered, roaming, denied } = registration
  if (registered) return { registered, roaming, phase: 'ready', problem: null }
  return {
    registered,
    roaming,
    phase: 'searching',
    problem: denied ? 'registration-denied' : 'not-registered',
  }
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

/** Asks for signal, registration, storage and whatever is still unknown, and publishes it. */
export async function refreshState(exchange: Exchange, keeper: StateKeeper): Promise<void> {
  const registration = await readRegistration(exchange)
  const signal = await ask(exchange, 'AT+CSQ', parseSignal)
  const storage = await ask(exchange, 'AT+CPMS?', parseStorage)
  if (storage !== null) keeper.change({ storageUsed: storage.used, storageTotal: storage.total })
  const before = keeper.current()
  const operator =
    before.operator === null || !before.registered
      ? await ask(exchange, 'AT+COPS?', parseOperator)
      : before.operator
  const serviceCentre = before.serviceCentre ?? (await ask(exchange, 'AT+CSCA?', parseServiceCentre))
  keeper.change({
    ...(registration === null ? {} : withStorage(networkState(registration), before)),
    ...(signal === null ? {} : { signal_dbm: signal.dbm, bars: signal.bars }),
    operator,
    serviceCentre,
  })
}

function withStorage(news: Partial<ModemState>, state: ModemState): Partial<ModemState> {
  return news.problem === null && isFull(state) ? { ...news, problem: 'storage-full' } : news
}

/** Long operator names, and news of registration as it changes. */
export async function prepareWatch(exchange: Exchange): Promise<void> {
  await exchange.run(plain('AT+CREG=1'))
  await exchange.run(plain('AT+COPS=3,0'))
}
