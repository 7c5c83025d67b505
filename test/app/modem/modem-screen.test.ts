import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { CallInput } from '../../../src/shared/contract/contract.ts'
import { type OfficeCore, openDesk } from '../../fakes/office-core.ts'

let office: OfficeCore

beforeEach(async () => {
  office = await openDesk()
  await office.until('modem.state', {}, (state) => state.phase === 'ready')
  await office.until('modem.sims', {}, ({ items }) => items.length > 0)
})

afterEach(async () => {
  await office.close()
})

const sims = async () => (await office.get('modem.sims', {})).items
const act = (what: CallInput<'phones.control'>['act'], link: 1 | 2 = 1) =>
  office.get('phones.control', { link, act: what })

describe('a card', () => {
  test('of a new office is the main one without a question', async () => {
    expect(await sims()).toMatchObject([{ imsi: '250990000000001', role: 'main', link: 1 }])
    expect((await office.get('modem.alarms', {})).items).toEqual([])
  })

  test('that nobody knows is asked about, nothing leaves through it, and a word lets the queue go on', async () => {
    // A stick that restarts in the middle of a part is missed only when that part's own limit ends.
    await office.get('messages.hold', { held: true })
    await office.until(
      'messages.out',
      { status: 'sending', lane: null, cursor: null },
      (page) => page.items.length === 0,
    )
    await act({ do: 'card', card: 'third' })
    const { items } = await office.until('modem.alarms', {}, (alarms) =>
      alarms.items.some((alarm) => alarm.code === 'sim-asked'),
    )
    await office.get('messages.hold', { held: false })
    expect(items[0]).toMatchObject({ code: 'sim-asked', level: 'bad', details: { imsi: '250020000000003' } })
    const { id } = await office.get('messages.write', { phone: '+79161234567', text: 'Проба' })
    const waits = async () =>
      (await office.get('messages.out', { status: null, lane: 'reply', cursor: null })).items.find(
        (one) => one.id === id,
      )
    expect((await waits())?.status).toBe('queued')
    await office.get('modem.answerSim', { imsi: '250020000000003', as: 'replacement' })
    await office.until('messages.out', { status: null, lane: 'reply', cursor: null }, (page) =>
      page.items.some((one) => one.id === id && one.status !== 'queued' && one.status !== 'sending'),
    )
    const after = await sims()
    expect(after.find((sim) => sim.imsi === '250020000000003')).toMatchObject({
      role: 'main',
      replaces: '250990000000001',
    })
    expect(after.find((sim) => sim.imsi === '250990000000001')?.role).toBe('replaced')
  })
})

describe('the balance', () => {
  test('is asked for, read, kept with its history, and warned of below a limit', async () => {
    await act({ do: 'balance', balance_kop: 1234 })
    const told = await office.get('modem.askBalance', { imsi: '250990000000001' })
    expect(told).toMatchObject({ outcome: 'read', balance_kop: 1234 })
    expect(await sims()).toMatchObject([{ balance_kop: 1234, reckoned_kop: 1234, unverified: false }])
    const { items } = await office.get('modem.ussdHistory', { imsi: '250990000000001' })
    expect(items.at(0)).toMatchObject({ purpose: 'balance', outcome: 'read' })
    const alarms = await office.get('modem.alarms', {})
    expect(alarms.items).toMatchObject([{ code: 'balance-low', level: 'bad' }])
  })

  test('that the pattern does not find is said, not made up', async () => {
    const [sim] = await sims()
    if (sim === undefined) throw new Error('no card')
    const { imsi, title, number, terms } = sim
    await office.get('modem.saveSim', {
      imsi,
      title,
      number,
      terms: { ...terms, balancePattern: 'остаток (\\d+)' },
    })
    await act({ do: 'balance', balance_kop: 100 })
    expect((await office.get('modem.askBalance', { imsi })).outcome).toBe('no-amount')
    expect((await office.get('modem.alarms', {})).items).toMatchObject([{ code: 'balance-unread' }])
  })

  test('a pattern that would search for ever is refused', async () => {
    const [sim] = await sims()
    if (sim === undefined) throw new Error('no card')
    const { imsi, title, number, terms } = sim
    const saved = await office.call('modem.saveSim', {
      imsi,
      title,
      number,
      terms: { ...terms, balancePattern: '(a+)+$' },
    })
    expect(saved).toMatchObject({ ok: false, error: { code: 'call.input' } })
  })
})

describe('the check', () => {
  test('walks the whole way and ends with the office’s own steps', async () => {
    await office.get('modem.check', { link: 1 })
    const { steps } = await office.until(
      'modem.checkSteps',
      {},
      (check) => !check.running && check.at !== null,
    )
    expect(steps.map((step) => step.step)).toEqual(
      expect.arrayContaining([
        'port',
        'answer',
        'sim',
        'network',
        'signal',
        'storage',
        'card',
        'balance',
        'queue',
      ]),
    )
    expect(steps.filter((step) => step.result === 'bad')).toEqual([])
  })

  test('of a modem that is not there praises neither a card nor a queue that nobody sends', async () => {
    await act({ do: 'unplug' })
    await office.until('modem.state', {}, ({ phase }) => phase === 'absent')
    await office.get('modem.check', { link: 1 })
    const { steps } = await office.until(
      'modem.checkSteps',
      {},
      (check) => !check.running && check.at !== null,
    )
    expect(steps.find(({ step }) => step === 'port')?.result).toBe('bad')
    expect(steps.find(({ step }) => step === 'card')?.result).toBe('skipped')
    expect(steps.find(({ step }) => step === 'queue')).toMatchObject({ result: 'bad', code: 'nobody-sends' })
  })
})

test('the trace that is given away holds no number and no text', async () => {
  await office.get('messages.write', { phone: '+79161234567', text: 'Тайна' })
  await office.until('messages.out', { status: null, lane: 'reply', cursor: null }, (page) =>
    page.items.some((one) => one.kind === 'manual' && one.status !== 'queued' && one.status !== 'sending'),
  )
  const { text } = await office.get('modem.maskedTrace', { link: 1 })
  expect(text).toContain('CMGS')
  expect(text).not.toMatch(/9161234567|250990000000001|1619325476/)
})

test('the spare sends when the main modem is gone and a person says so', async () => {
  await office.get('modem.saveLinks', {
    spareOn: true,
    sparePort: null,
    use: 'rule',
    after_minutes: 5,
    incompleteAfter_minutes: 10,
  })
  await office.until('modem.sims', {}, ({ items }) => items.some((sim) => sim.link === 2))
  expect(await sims()).toMatchObject([{ role: 'main' }, { imsi: '250010000000002', role: 'asked' }])
  await office.get('modem.answerSim', { imsi: '250010000000002', as: 'spare' })
  await act({ do: 'unplug' })
  await office.get('modem.saveLinks', {
    spareOn: true,
    sparePort: null,
    use: 'spare',
    after_minutes: 5,
    incompleteAfter_minutes: 10,
  })
  await office.until('modem.links', {}, ({ links }) => links.some((link) => link.number === 2 && link.sends))
  const { id } = await office.get('messages.write', { phone: '+79161234567', text: 'Через запасную' })
  await office.until('messages.out', { status: null, lane: 'reply', cursor: null }, (page) =>
    page.items.some((one) => one.id === id && (one.status === 'sent' || one.status === 'delivered')),
  )
  expect((await sims()).find((sim) => sim.link === 2)?.sent).toBeGreaterThan(0)
  expect((await office.get('modem.alarms', {})).items.map((alarm) => alarm.code)).toContain('spare-sends')
})

test('a network’s time that is minutes away holds sending and the till until a person looks', async () => {
  await act({ do: 'network-time', minutes: 30 })
  await office.until(
    'modem.state',
    {},
    (state) => Math.abs((state.networkTime?.at ?? 0) - (state.networkTime?.readAt ?? 0)) > 600_000,
  )
  const { now } = await office.get('office.status', {})
  await office.get('office.moveClock', { to: now + 120_000 })
  expect((await office.get('office.top', {})).holding).toBe('clock')
  expect((await office.get('modem.alarms', {})).items[0]).toMatchObject({
    code: 'clock-differs',
    details: { minutes: 30 },
  })
  await office.get('messages.hold', { held: false })
  await office.get('office.moveClock', { to: now + 240_000 })
  expect((await office.get('office.top', {})).holding).toBeNull()
})

test('refusals of different numbers in a row are told with their code, and mending lets the queue go on', async () => {
  await act({ do: 'refuse', code: 38, number: null, times: null })
  for (let number = 0; number < 5; number += 1)
    await office.get('messages.write', { phone: `+7916123456${number}`, text: 'Проба' })
  const { items } = await office.until('modem.alarms', {}, (alarms) =>
    alarms.items.some((alarm) => alarm.code === 'rest'),
  )
  expect(items.find((alarm) => alarm.code === 'rest')?.details).toMatchObject({ why: 'refusals', code: 38 })
  expect((await office.get('modem.links', {})).rest).toMatchObject({ why: 'refusals', code: 38 })
  const events = await office.get('modem.events', { cursor: null })
  expect(events.items.filter((event) => event.kind === 'refused').length).toBeGreaterThanOrEqual(5)
  expect(JSON.stringify(events)).not.toContain('9161234')
})

test('a text leaves in Latin letters where a person ticked it, in fewer parts', async () => {
  const text = 'Здравствуйте! Ваша квитанция готова, приходите завтра с девяти до шести, адрес прежний.'
  const measured = await office.get('messages.measure', { text, latin: true })
  expect(measured).toMatchObject({ encoding: 'gsm7', parts: 1, ownParts: 2, latinParts: 1 })
  const { id } = await office.get('messages.write', { phone: '+79161234567', text, latin: true })
  const { items } = await office.until(
    'messages.out',
    { status: null, lane: 'reply', cursor: null },
    (page) => page.items.some((one) => one.id === id && one.sentAt !== null),
  )
  expect(items.find((one) => one.id === id)).toMatchObject({ parts: 1 })
  expect(items.find((one) => one.id === id)?.text).toMatch(/^Zdravstvuyte! Vasha kvitantsiya/)
})
