import { readBalance } from '../../domain/sim-balance.ts'
import type { Clock, Instant } from '../ports/clock.ts'
import type { ModemTools, UssdOutcome } from '../ports/modem.ts'
import { sql } from '../ports/sql.ts'
import type { Store, Writer } from '../ports/store.ts'
import type { UssdAnswerRow } from '../ports/tables/modem-rows.ts'
import { simOf, termsOfSim } from './sims.ts'

/** What came of a dialled code; `no-amount`: an answer came and the pattern found no amount in it. */
export type BalanceOutcome =
  | 'read'
  | 'no-code'
  | 'no-amount'
  | 'menu'
  | 'rejected'
  | 'timeout'
  | 'unsupported'
  | 'unsent'

export interface BalanceAnswer {
  readonly outcome: BalanceOutcome
  readonly text: string
  readonly balance_kop: number | null
}

const wordsOf = (outcome: UssdOutcome): string => ('text' in outcome ? outcome.text : '')

/** Dials a code and answers its menus: `*111# 1`. A menu that is left open is closed. */
const dial = async (modem: ModemTools, code: string): Promise<UssdOutcome> => {
  const [first = '', ...replies] = code.split(' ')
  let outcome = await modem.ussd(first)
  for (const reply of replies) if (outcome.kind === 'menu') outcome = await modem.replyUssd(reply)
  if (outcome.kind === 'menu') await modem.cancelUssd()
  return outcome
}

export const keepUssdAnswer = (tx: Writer, row: Omit<UssdAnswerRow, 'id'>): void =>
  tx.run(
    sql
      .insertInto('ussd_answer')
      .values({ ...row, id: tx.nextId('ussd_answer'), text: row.text.slice(0, 1000) }),
  )

const read = (outcome: UssdOutcome, pattern: string): BalanceAnswer => {
  const text = wordsOf(outcome)
  if (outcome.kind !== 'text') return { outcome: outcome.kind, text, balance_kop: null }
  const balance_kop = readBalance(text, pattern)
  return { outcome: balance_kop === null ? 'no-amount' : 'read', text, balance_kop }
}

const keep = (
  tx: Writer,
  imsi: string,
  code: string,
  answer: BalanceAnswer,
  by: { at: Instant; operatorId: number | null },
): void => {
  keepUssdAnswer(tx, {
    imsi,
    at: by.at,
    purpose: 'balance',
    code,
    outcome: answer.outcome,
    text: answer.text,
    balance_kop: answer.balance_kop,
    operator_id: by.operatorId,
  })
  const sim = simOf(tx, imsi)
  if (sim === undefined || answer.balance_kop === null) return
  const values = { balance_kop: answer.balance_kop, balance_at: by.at, balance_sent: sim.sent }
  tx.run(sql.updateTable('sim').set(values).where('id', '=', sim.id))
}

/** Asks a card's operator for the balance by the card's own code and pattern, and keeps the answer. Never rejects for what the network says. */
export const askBalance = async (
  imsi: string,
  modem: ModemTools,
  deps: { readonly store: Store; readonly clock: Clock },
  operatorId: number | null,
): Promise<BalanceAnswer> => {
  const { store, clock } = deps
  const terms = termsOfSim(simOf(store.read, imsi))
  const code = terms.balanceCode
  if (code === null) return { outcome: 'no-code', text: '', balance_kop: null }
  await store.write((tx) =>
    tx.run(sql.updateTable('sim').set({ asked_at: clock.now() }).where('imsi', '=', imsi)),
  )
  const answer = read(await dial(modem, code), terms.balancePattern)
  await store.write((tx) => keep(tx, imsi, code, answer, { at: clock.now(), operatorId }))
  return answer
}
