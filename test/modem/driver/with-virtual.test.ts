import { describe, expect, test } from 'vitest'
import type { PreparedPart } from '../../../src/main/app/ports/modem.ts'
import type { FaultInput } from '../../../src/main/modem/virtual/faults.ts'
import type { VirtualModemOptions } from '../../../src/main/modem/virtual/modem.ts'
import { huaweiProfile } from '../../../src/main/modem/virtual/profile.ts'
import { CLIENT, IMSI, submitParts } from '../virtual/rig.ts'
import { createVirtualOffice, OTHER_CARD, outcomeOf } from './virtual-office.ts'

async function ready(options: Partial<VirtualModemOptions> = {}, pin: string | null = null) {
  const office = await createVirtualOffice(options, pin)
  await office.ready()
  return office
}

function partOf(text: string): PreparedPart {
  const [part] = submitParts(text)
  if (part === undefined) throw new Error('no part')
  return part
}

describe('a virtual modem', () => {
  test('is set up with no wait at all', async () => {
    const { bench } = await ready()
    expect(bench.timers.monotonic()).toBe(0)
    expect(bench.modem.state()).toMatchObject({
      phase: 'ready',
      manufacturer: 'Virtual',
      imei: '490154203237518',
      imsi: IMSI,
      operator: 'Virtual GSM',
      registered: true,
      signal_dbm: -71,
      bars: 5,
      storageTotal: 20,
      serviceCentre: '+79168999100',
    })
  })

  test('delivers a long Cyrillic text whole, and a report for each part', async () => {
    const { network, bench } = await ready()
    const text = 'Оплачено 1 234,56 руб., комиссия 12,35 руб. Долг погашен полностью. Спасибо 😀!'.repeat(3)
    const parts = submitParts(text)
    const references: number[] = []
    for (const part of parts) {
      const outcome = await outcomeOf(bench, part)
      if (outcome.kind === 'accepted' && outcome.reference !== null) references.push(outcome.reference)
    }
    expect(references).toHaveLength(parts.length)
    await bench.until(() => bench.reports.length === parts.length)
    expect(bench.reports.map((report) => report.reference)).toEqual(references)
    expect(bench.reports.every((report) => report.outcome === 'delivered')).toBe(true)
    expect(network.phone(CLIENT)?.messages.at(-1)?.text).toBe(text)
  })

  test('hands over what a phone writes, long texts part by part in any order', async () => {
    const { network, virtual, bench } = await ready()
    const text = 'ДОЛГ 100234, пожалуйста, и тариф на воду тоже. '.repeat(4)
    const sent = await network.phoneSend(CLIENT, text, { order: [3, 1, 2] })
    expect(sent).toMatchObject({ ok: true, parts: 3 })
    await bench.until(() => bench.incoming.length === 3)
    expect(bench.incoming.map((part) => part.concat?.number)).toEqual([3, 1, 2])
    const ordered = bench.incoming.toSorted((a, b) => (a.concat?.number ?? 0) - (b.concat?.number ?? 0))
    expect(bench.modem.join(ordered.map((part) => part.pdu))).toBe(text)
    await bench.until(() => virtual.state().usedSlots === 0)
  })

  test('with the manners of a Huawei stick works the same, its slot 0 included', async () => {
    const { network, virtual, bench } = await ready({ profile: huaweiProfile })
    expect(await outcomeOf(bench, partOf('Добрый день'))).toMatchObject({ kind: 'accepted' })
    await network.phoneSend(CLIENT, 'ДОЛГ')
    await bench.until(() => bench.incoming.length === 1 && virtual.state().usedSlots === 0)
    expect(bench.lines.some((line) => line.includes('AT^CURC=0'))).toBe(true)
  })

  test('gives up what waited before the start', async () => {
    const { network, virtual, bench, ready: start } = await createVirtualOffice()
    for (const text of ['один', 'два', 'три']) await network.phoneSend(CLIENT, text)
    await start()
    await bench.until(() => bench.incoming.length === 3 && virtual.state().usedSlots === 0)
    expect(bench.incoming.map((part) => part.text)).toEqual(['один', 'два', 'три'])
  })

  test('lets three hundred messages through its twenty slots, each once', async () => {
    const { network, bench } = await ready()
    for (let index = 0; index < 300; index += 1) await network.phoneSend(CLIENT, `сообщение ${index}`)
    while (bench.incoming.length < 300) await bench.settle()
    // A list goes by slots, and slots are used anew: only the set is sure.
    expect(new Set(bench.incoming.map((part) => part.text))).toEqual(
      new Set(Array.from({ length: 300 }, (_, index) => `сообщение ${index}`)),
    )
    expect(bench.incoming).toHaveLength(300)
  })

  test('with a PIN is opened by the saved one', async () => {
    const { bench } = await ready({ pin: '4321' }, '4321')
    expect(await outcomeOf(bench, partOf('Добрый день'))).toMatchObject({ kind: 'accepted' })
  })

  test('with a PIN survives a wrong one, which is tried once', async () => {
    const { bench } = await createVirtualOffice({ pin: '4321' }, '1111')
    await bench.start()
    await bench.until(() => bench.modem.state().problem === 'pin-wrong')
    await bench.elapse(65_000)
    expect(bench.lines.filter((line) => line === '> AT+CPIN="1111"')).toHaveLength(1)
    bench.modem.enterPin('4321')
    await bench.untilPhase('ready')
  })

  test('out of its port is ready again within three seconds of coming back', async () => {
    const { virtual, bench } = await ready({ boot_ms: 300, register_ms: 500 })
    virtual.unplug()
    await bench.untilPhase('absent')
    await bench.elapse(5_000)
    virtual.plug()
    expect(await bench.untilPhase('ready')).toBeLessThanOrEqual(2_500)
    expect(await outcomeOf(bench, partOf('Добрый день'))).toMatchObject({ kind: 'accepted' })
  })

  test('that restarts silently is noticed, and announces messages again', async () => {
    const { network, virtual, bench } = await ready()
    virtual.reset()
    await bench.elapse(12_000)
    await network.phoneSend(CLIENT, 'ДОЛГ')
    await bench.until(() => bench.incoming.length === 1)
    expect(bench.modem.state().phase).toBe('ready')
  })

  test('with another card in it is asked about within a dozen seconds, and works with it after a word', async () => {
    const { virtual, bench, ready: start } = await createVirtualOffice({}, null, { expected: { imsi: IMSI } })
    await start()
    virtual.insertSim(OTHER_CARD.imsi)
    expect(await bench.untilPhase('other-sim', 12_000)).toBeLessThanOrEqual(12_000)
    expect(bench.modem.state()).toMatchObject({ problem: 'other-sim', imsi: OTHER_CARD.imsi })
    bench.modem.acceptIdentity()
    expect(await bench.untilPhase('ready')).toBeLessThanOrEqual(100)
    expect(await outcomeOf(bench, partOf('Добрый день'))).toMatchObject({ kind: 'accepted' })
  })

  test('refusing with a code is told by its class, and is not a doubt', async () => {
    const { virtual, bench, taken } = await ready()
    virtual.faults.add({ kind: 'cms-error', code: 28 })
    expect(await outcomeOf(bench, partOf('Добрый день'))).toMatchObject({ class: 'permanent', code: 28 })
    expect(taken()).toEqual([])
  })

  test('without a signal takes nothing for sending', async () => {
    const { virtual, bench } = await ready()
    virtual.faults.add({ kind: 'no-signal' })
    await bench.untilPhase('searching', 40_000)
    expect(bench.modem.state().problem).toMatch(/^(?:no-signal|not-registered)$/)
    await bench.elapse(3_000)
    expect(bench.modem.state().problem).toBe('no-signal')
    expect(await bench.modem.submit(partOf('Добрый день'))).toEqual({ kind: 'unsent', reason: 'not-ready' })
    virtual.faults.clear()
    await bench.untilPhase('ready')
  })
})

const STRUCK: readonly FaultInput[] = [
  { kind: 'no-prompt', times: 3 },
  { kind: 'prompt-shape', shape: 'no-space' },
  { kind: 'prompt-shape', shape: 'own-line' },
  { kind: 'byte-by-byte' },
  { kind: 'interleaved-urcs' },
  { kind: 'drop-answer', command: '+CMGS', when: 'before', times: 2 },
  { kind: 'drop-answer', command: '+CMGS', when: 'after', times: 2 },
  { kind: 'drop-answer', command: '+CMGS', when: 'after', thenHang: true },
  { kind: 'drop-answer', command: null, times: 5 },
  { kind: 'late-answer', command: '+CMGS', delay_ms: 61_000, times: 2 },
  { kind: 'late-answer', command: '+CMGD', delay_ms: 11_000, times: 2 },
  { kind: 'garbage', command: '+CMGS', hex: 'ff00fe0d0a3e3e0d', times: 5 },
  { kind: 'reset-at-submit', when: 'before', times: 2 },
  { kind: 'reset-at-submit', when: 'after', times: 2 },
  { kind: 'unplug-at-submit', when: 'before', replugAfter_ms: 1_000, times: 2 },
  { kind: 'unplug-at-submit', when: 'after', replugAfter_ms: 1_000, times: 2 },
  { kind: 'cms-error', code: 41, times: 3 },
]

/** A stick that goes away at once may take the report it was just handed with it: it said it had it. */
function reportsLost(fault: FaultInput): number {
  if (fault.kind === 'drop-answer') return fault.thenHang === true ? 1 : 0
  const away = fault.kind === 'reset-at-submit' || fault.kind === 'unplug-at-submit'
  return away && fault.when === 'after' ? (fault.times ?? 1) : 0
}

describe('of twenty parts, refused ones tried again and uncertain ones never, none is lost or sent twice', () => {
  test.each(STRUCK.map((fault) => [JSON.stringify(fault), fault] as const))('%s', async (_, fault) => {
    const { network, virtual, bench, taken } = await ready()
    virtual.faults.add(fault)
    const accepted = new Set<string>()
    const uncertain = new Set<string>()
    const parts = Array.from({ length: 20 }, (_, index) => partOf(`Сообщение ${index}`))
    for (const part of parts) {
      await network.phoneSend(CLIENT, `Вопрос ${parts.indexOf(part)}`)
      for (let tries = 0; tries < 12; tries += 1) {
        const outcome = await outcomeOf(bench, part)
        if (outcome.kind === 'accepted') accepted.add(part.pdu)
        if (outcome.kind === 'uncertain') uncertain.add(part.pdu)
        if (outcome.kind === 'accepted' || outcome.kind === 'uncertain') break
        // A part the modem was not ready for waits until it is; a hung stick is pulled by hand.
        if (bench.modem.state().phase === 'failed') virtual.reset()
        await bench.untilPhase('ready', 30_000)
      }
    }
    const took = taken()
    expect(new Set(took).size).toBe(took.length)
    expect(accepted.size + uncertain.size).toBe(20)
    for (const pdu of accepted) expect(took).toContain(pdu)
    for (const pdu of took) expect(accepted.has(pdu) || uncertain.has(pdu)).toBe(true)
    if ('times' in fault) expect(virtual.faults.list()).toEqual([])
    // What the network took is reported, so the uncertain ones among it do not stay so.
    const reported = took.length - reportsLost(fault)
    for (let waits = 0; waits < 60 && bench.reports.length < reported; waits += 1) await bench.elapse(1_000)
    expect(bench.reports.length).toBeGreaterThanOrEqual(reported)
    expect(bench.incoming.map((part) => part.text)).toEqual(parts.map((_, index) => `Вопрос ${index}`))
  })
})
