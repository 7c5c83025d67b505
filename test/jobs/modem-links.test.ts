import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LinkPhase } from '../../src/main/app/ports/modem.ts'
import type { ModemLink } from '../../src/main/app/ports/modem-links.ts'
import { sql } from '../../src/main/app/ports/sql.ts'
import { type LinkChoice, saveLinkChoice } from '../../src/main/app/sims/link-choice.ts'
import { seeSim } from '../../src/main/app/sims/sims.ts'
import { createModemLinks, type RunningLinks } from '../../src/main/jobs/modem-links.ts'
import { createModem } from '../../src/main/modem/modem.ts'
import { createManualTimers, type ManualTimers } from '../fakes/manual-timers.ts'
import { type OfficeStore, openOfficeStore } from '../fakes/office-store.ts'
import { quietLogger } from '../fakes/quiet-logger.ts'

const minute_ms = 60_000
const cards = ['250990000000001', '250010000000002'] as const

let office: OfficeStore
let timers: ManualTimers
let links: RunningLinks
let switched: (number | null)[]
let ran: boolean[]
const phases: [LinkPhase, LinkPhase] = ['ready', 'ready']
let barred = ''

const linkOf = (number: 1 | 2): ModemLink => {
  const ports = { list: () => Promise.resolve([]), open: () => Promise.reject(new Error('no port')) }
  const modem = createModem({
    ports,
    timers,
    clock: { now: () => 0 },
    logger: quietLogger(),
    settings: () => ({ port: null, pin: null }),
  })
  const state = () => ({
    ...modem.state(),
    phase: phases[number - 1] ?? 'off',
    imsi: cards[number - 1] ?? null,
  })
  return { number, modem: { ...modem, state } }
}

const choose = (choice: Partial<LinkChoice>): Promise<void> =>
  office.store.write((tx) =>
    saveLinkChoice(tx, {
      spareOn: true,
      sparePort: null,
      use: 'rule',
      after_minutes: 5,
      incompleteAfter_minutes: 10,
      ...choice,
    }),
  )

beforeEach(async () => {
  office = await openOfficeStore()
  timers = createManualTimers()
  switched = []
  ran = []
  phases[0] = 'ready'
  phases[1] = 'ready'
  barred = ''
  await office.store.write((tx) => {
    for (const imsi of cards) seeSim(tx, { imsi, imei: null, operator: null, number: null }, 0, 'real')
    tx.run(sql.updateTable('sim').set({ role: 'spare' }).where('imsi', '=', cards[1]))
  })
  await choose({})
  links = createModemLinks({
    store: office.store,
    timers,
    all: [linkOf(1), linkOf(2)],
    run: (_link, on) => ran.push(on),
    switched: (_from, to) => switched.push(to?.number ?? null),
    isBarred: (imsi) => imsi === barred,
  })
  links.look()
})

afterEach(async () => {
  links.stop()
  await office.close()
})

describe('of two modems', () => {
  test('the main one sends while it can', () => {
    expect(links.active()?.number).toBe(1)
  })

  test('the spare sends after the main one was away for its minutes, not before', () => {
    phases[0] = 'lost'
    links.look()
    expect(links.active()).toBeNull()
    timers.advance(4 * minute_ms)
    expect(links.active()).toBeNull()
    timers.advance(minute_ms)
    expect(links.active()?.number).toBe(2)
    expect(switched).toEqual([1, null, 2])
  })

  test('the main one sends again as soon as it is back', () => {
    phases[0] = 'lost'
    links.look()
    timers.advance(6 * minute_ms)
    phases[0] = 'ready'
    links.look()
    expect(links.active()?.number).toBe(1)
  })

  test('the spare takes over from a card that the network bars', () => {
    barred = cards[0]
    links.look()
    timers.advance(5 * minute_ms)
    expect(links.active()?.number).toBe(2)
  })

  test('a person’s word stands above the rule', async () => {
    await choose({ use: 'spare' })
    expect(links.active()?.number).toBe(2)
    await choose({ use: 'main' })
    phases[0] = 'lost'
    links.look()
    timers.advance(60 * minute_ms)
    expect(links.active()).toBeNull()
  })

  test('one whose card nobody has accepted never sends', async () => {
    await office.store.write((tx) =>
      tx.run(sql.updateTable('sim').set({ role: 'asked' }).where('imsi', '=', cards[1])),
    )
    await choose({ use: 'spare' })
    expect(links.active()).toBeNull()
  })

  test('the second runs only where the office wants it', async () => {
    links.apply()
    expect(ran).toEqual([true])
    await choose({ spareOn: false })
    links.apply()
    expect(ran).toEqual([true, false])
  })
})
