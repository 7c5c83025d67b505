import { modemLinkCalls } from '../../../shared/contract/modem-link.ts'
import { normalizePhone } from '../../../shared/phone.ts'
import { isUssdCode, patternProblem, readBalance } from '../../domain/sim-balance.ts'
import { fail } from '../calls/failure.ts'
import { act, actUnkept, answer } from '../calls/handlers.ts'
import { sql } from '../ports/sql.ts'
import { askBalance, keepUssdAnswer } from '../sims/ask-balance.ts'
import { answerSim, simOf, termsOfSim } from '../sims/sims.ts'
import type { LinkDeps } from './link-deps.ts'
import { simViews } from './sim-views.ts'

const historyMax = 60

const wordsOf = (outcome: {
  readonly kind: string
  readonly text?: string
  readonly code?: number | null
}) => ({
  outcome: outcome.kind,
  text: outcome.text ?? (typeof outcome.code === 'number' ? String(outcome.code) : ''),
  balance_kop: null,
})

const cards = (deps: LinkDeps) => ({
  'modem.sims': answer(modemLinkCalls['modem.sims'], (read, _input, call) => ({
    items: simViews(read, call.now, deps),
  })),
  'modem.answerSim': act(modemLinkCalls['modem.answerSim'], (tx, input, call) => {
    const sim = simOf(tx, input.imsi)
    if (sim === undefined) return fail('not-found', { what: 'sim', id: input.imsi })
    const operatorId = call.operator?.id ?? 0
    answerSim(tx, sim, input.as, { operatorId, at: call.now })
    deps.log.append(tx, {
      at: call.now,
      operatorId,
      action: `sim.${input.as}`,
      subject: 'sim',
      subjectId: sim.id,
      details: {},
    })
    call.changed('modem', 'messages')
    call.after(deps.lookAtCards)
    return {}
  }),
  'modem.saveSim': act(modemLinkCalls['modem.saveSim'], (tx, input, call) => {
    const sim = simOf(tx, input.imsi)
    if (sim === undefined) return fail('not-found', { what: 'sim', id: input.imsi })
    const { terms, title } = input
    if (terms.balanceCode !== null && !isUssdCode(terms.balanceCode))
      return fail('call.input', { path: 'terms.balanceCode', problem: 'code' })
    const problem = patternProblem(terms.balancePattern)
    if (problem !== null) return fail('call.input', { path: 'terms.balancePattern', problem })
    const phone = input.number === null ? null : normalizePhone(input.number)
    if (input.number !== null && phone === null) return fail('phone.invalid')
    const values = { title, number: phone?.e164 ?? null, terms: JSON.stringify(terms) }
    tx.run(sql.updateTable('sim').set(values).where('id', '=', sim.id))
    call.changed('modem')
    call.after(deps.wake.outbox)
    const link = deps.links.all.find(({ modem }) => modem.state().imsi === input.imsi)
    if (link !== undefined && termsOfSim(sim).storedSends !== terms.storedSends)
      call.after(() => deps.reopen(link.number))
    return {}
  }),
})

const services = (deps: LinkDeps) => ({
  'modem.tryPattern': answer(modemLinkCalls['modem.tryPattern'], (_read, { pattern, text }) => ({
    problem: patternProblem(pattern),
    balance_kop: readBalance(text, pattern),
  })),
  'modem.askBalance': actUnkept(modemLinkCalls['modem.askBalance'], async (input, call) => {
    const link = deps.links.all.find(({ modem }) => modem.state().imsi === input.imsi)
    if (link === undefined) return { outcome: 'unsent', text: '', balance_kop: null }
    const told = await askBalance(input.imsi, link.modem, deps, call.operator?.id ?? null)
    call.changed('modem')
    return told
  }),
  'modem.ussd': actUnkept(modemLinkCalls['modem.ussd'], async (input, call) => {
    const link = deps.links.all.find((one) => one.number === input.link)
    const imsi = link?.modem.state().imsi ?? null
    if (link === undefined || imsi === null) return { outcome: 'unsent', text: '', balance_kop: null }
    if (!input.replies && !isUssdCode(input.text))
      return fail('call.input', { path: 'text', problem: 'code' })
    const told = wordsOf(
      await (input.replies ? link.modem.replyUssd(input.text) : link.modem.ussd(input.text)),
    )
    await deps.store.write((tx) =>
      keepUssdAnswer(tx, {
        imsi,
        at: deps.clock.now(),
        purpose: 'hand',
        code: input.text,
        outcome: told.outcome,
        text: told.text,
        balance_kop: null,
        operator_id: call.operator?.id ?? null,
      }),
    )
    call.changed('modem')
    return told
  }),
  'modem.ussdHistory': answer(modemLinkCalls['modem.ussdHistory'], (read, input) => ({
    items: read
      .all(
        sql
          .selectFrom('ussd_answer')
          .select(['id', 'at', 'purpose', 'code', 'outcome', 'text', 'balance_kop'])
          .where('imsi', '=', input.imsi)
          .orderBy('id', 'desc')
          .limit(historyMax),
      )
      .map((row) => row),
  })),
})

/** The office's cards: whose they are, what they may send, what is left on them. */
export const simRoutes = (deps: LinkDeps) => ({ ...cards(deps), ...services(deps) })
