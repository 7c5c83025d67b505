import { modemLinkCalls } from '../../../shared/contract/modem-link.ts'
import { timeOf } from '../../../shared/days.ts'
import { act, actUnkept, answer } from '../calls/handlers.ts'
import { heldBy } from '../office/clock-guard.ts'
import type { CheckStep } from '../ports/modem.ts'
import type { ModemLink } from '../ports/modem-links.ts'
import { sql } from '../ports/sql.ts'
import type { Reader } from '../ports/store.ts'
import { modemAlarms } from '../sims/alarms.ts'
import { forgetDevice, linkChoice, saveLinkChoice } from '../sims/link-choice.ts'
import { unnamedSim } from '../sims/sim-terms.ts'
import { isAccepted, reckonedBalance_kop, simOf } from '../sims/sims.ts'
import type { LinkDeps } from './link-deps.ts'

const linkView = (link: ModemLink, sends: boolean) => {
  const { phase, problem, port, model, imei, imsi, operator, registered, signal_dbm, bars } =
    link.modem.state()
  return {
    number: link.number,
    phase,
    problem,
    port,
    model,
    imei,
    imsi,
    operator,
    registered,
    signal_dbm,
    bars,
    sends,
  }
}

const links = (deps: LinkDeps) => ({
  'modem.links': answer(modemLinkCalls['modem.links'], (read) => {
    const active = deps.links.active()
    const choice = linkChoice(read)
    return {
      ...choice,
      links: deps.links.all
        .filter(({ number }) => number === 1 || choice.spareOn)
        .map((link) => linkView(link, link.number === active?.number)),
      ...deps.restOf(active?.modem.state().imsi ?? unnamedSim),
    }
  }),
  'modem.saveLinks': act(modemLinkCalls['modem.saveLinks'], (tx, input, call) => {
    const renamed = input.sparePort !== linkChoice(tx).sparePort
    if (renamed) forgetDevice(tx, 2)
    saveLinkChoice(tx, input)
    call.changed('modem')
    call.after(deps.links.apply)
    if (renamed) call.after(() => deps.reopen(2))
    return {}
  }),
  'modem.alarms': answer(modemLinkCalls['modem.alarms'], (read, _input, call) => ({
    items: modemAlarms(read, call.now, deps),
  })),
  'modem.samples': answer(modemLinkCalls['modem.samples'], (read, input) => ({
    items: read
      .all(
        sql
          .selectFrom('modem_sample')
          .selectAll()
          .where('link', '=', input.link)
          .where('span', '=', input.span)
          .orderBy('at', 'desc')
          .limit(input.span === 'minute' ? minutesShown : hoursShown),
      )
      .reverse()
      .map((row) => ({
        at: row.at,
        signal_dbm: row.heard === 0 ? null : Math.round(row.signal_sum / row.heard),
        lowest_dbm: row.signal_low,
        registered_percent: Math.round((row.registered / Math.max(1, row.samples)) * 100),
        operator: row.operator,
      })),
  })),
})

const minutesShown = 24 * 60
const hoursShown = 24 * 31

interface Check {
  running: boolean
  at: number | null
  link: ModemLink | null
  steps: CheckStep[]
}

const good = (step: string, details: CheckStep['details'] = {}) => ({
  step,
  result: 'good' as const,
  code: null,
  details,
})
const doubtful = (step: string, code: string, details: CheckStep['details'] = {}) => ({
  step,
  result: 'doubtful' as const,
  code,
  details,
})
const bad = (step: string, code: string) => ({ step, result: 'bad' as const, code, details: {} })
const skipped = (step: string) => ({ step, result: 'skipped' as const, code: null, details: {} })

/** The office's own part of a message's way: whose card, its money, and whether anybody holds the queue. */
const officeSteps = (read: Reader, link: ModemLink, deps: LinkDeps) => {
  const { imsi } = link.modem.state()
  const { rest } = deps.restOf(imsi ?? unnamedSim)
  const hold = heldBy(read)
  const held = rest?.why ?? (hold === null ? null : `hold-${hold}`)
  const stands = held ?? (deps.links.active() === null ? 'nobody-sends' : null)
  const queue = stands === null ? good('queue') : bad('queue', stands)
  const sim = imsi === null ? undefined : simOf(read, imsi)
  if (sim === undefined) return [skipped('card'), skipped('balance'), queue]
  const balance = reckonedBalance_kop(sim)
  return [
    isAccepted(sim) ? good('card', { number: sim.number }) : bad('card', sim.role),
    balance === null ? doubtful('balance', 'untold') : good('balance', { balance_kop: balance }),
    queue,
  ]
}

const tools = (deps: LinkDeps) => {
  const check: Check = { running: false, at: null, link: null, steps: [] }
  const walk = async (link: ModemLink): Promise<void> => {
    for await (const step of link.modem.check()) {
      check.steps.push(step)
      deps.emit({ type: 'changed', topics: ['modem'] })
    }
  }
  const find = (number: number): ModemLink | undefined =>
    deps.links.all.find((link) => link.number === number)
  return {
    'modem.check': actUnkept(modemLinkCalls['modem.check'], async (input, call) => {
      const link = find(input.link)
      if (check.running || link === undefined) return {}
      Object.assign(check, { running: true, at: call.now, link, steps: [] })
      const ended = (): void => {
        check.running = false
        deps.emit({ type: 'changed', topics: ['modem'] })
      }
      walk(link)
        .catch((error: unknown) => deps.logger.error('the check stumbled', { error: String(error) }))
        .finally(ended)
      call.changed('modem')
      return {}
    }),
    'modem.checkSteps': answer(modemLinkCalls['modem.checkSteps'], (read) => {
      const own = check.running || check.link === null ? [] : officeSteps(read, check.link, deps)
      return { running: check.running, at: check.at, steps: [...check.steps, ...own] }
    }),
    'modem.trace': answer(modemLinkCalls['modem.trace'], (_read, input) => ({
      lines: (find(input.link)?.modem.trace('whole') ?? [])
        .filter((line) => line.number > input.after)
        .slice(-linesMax),
    })),
    'modem.maskedTrace': answer(modemLinkCalls['modem.maskedTrace'], (read, input) => {
      const { timeZone } = deps.offices.get(read)
      const lines = (find(input.link)?.modem.trace('masked') ?? []).map(
        ({ at, direction, text }) =>
          `${timeOf(at, timeZone)}:${String(Math.floor(at / 1000) % 60).padStart(2, '0')} ${direction === 'to-modem' ? '>' : '<'} ${text}`,
      )
      return { text: lines.join('\n') }
    }),
  }
}

const linesMax = 500

/** The links, what is wrong with them, and the tools to look inside. */
export const linkRoutes = (deps: LinkDeps) => ({ ...links(deps), ...tools(deps) })
