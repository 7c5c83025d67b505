import { describe, expect, test } from 'vitest'
import { vendorOf } from '../../../src/main/modem/driver/vendor-table.ts'
import type { VirtualModemOptions } from '../../../src/main/modem/virtual/modem.ts'
import { modemProfiles } from '../../fakes/modems/modems.ts'
import { CLIENT, IMSI, OFFICE, onlyPart, submitParts } from '../virtual/rig.ts'
import { createVirtualOffice, outcomeOf } from './virtual-office.ts'

const MENU = new Map([
  ['*100#', { text: 'Balance: 123.45 r', replies: {} }],
  ['*111#', { text: '1 Balance\n2 Tariff', replies: { '2': { text: 'Tariff Kassa', replies: {} } } }],
])

/** A flash SMS, "hellohello" from +46708251358: handed over at once by every make. */
const FLASH = '0004' + '0B916407281553F8' + '0010' + '99309251619580' + '0AE8329BFD4697D9EC37'

const makes = modemProfiles.map((profile) => [profile.name, profile] as const)

describe.each(makes)('%s', (_, profile) => {
  const office = async (options: Partial<VirtualModemOptions> = {}, pin: string | null = null) => {
    const made = await createVirtualOffice({ profile, ussd: MENU, ...options }, pin)
    await made.ready()
    return made
  }

  test('says who it is and whose card is in it, without a wait', async () => {
    const { bench } = await office()
    expect(bench.timers.monotonic()).toBe(0)
    expect(bench.modem.state()).toMatchObject({
      phase: 'ready',
      manufacturer: profile.manufacturer,
      model: profile.model,
      imei: profile.imei,
      imsi: IMSI,
      operator: 'Virtual GSM',
    })
    await bench.settle()
    const readable = !profile.lacks.includes('+CCID') || '+QCCID' in profile.extra
    expect(bench.modem.state()).toMatchObject({
      iccid: readable ? `8970199${IMSI.slice(-12)}` : null,
      ownNumber: profile.lacks.includes('+CNUM') ? null : OFFICE,
    })
  })

  test('is opened by its PIN', async () => {
    const { bench } = await office({ pin: '4321' }, '4321')
    expect(bench.lines.filter((line) => line === '> AT+CPIN="4321"')).toHaveLength(1)
  })

  test('sends a short text and a long one, and brings a report for each part', async () => {
    const { network, bench } = await office()
    const long = 'Оплачено 1 234,56 руб., комиссия 12,35 руб. Долг погашен полностью. Спасибо! '.repeat(3)
    const parts = [onlyPart('Долг 1 234,56'), ...submitParts(long)]
    for (const part of parts) expect(await outcomeOf(bench, part)).toMatchObject({ kind: 'accepted' })
    expect(network.phone(CLIENT)?.messages.map((message) => message.text)).toEqual(['Долг 1 234,56', long])
    await bench.until(() => bench.reports.length === parts.length)
    expect(bench.reports.map((report) => report.outcome)).toEqual(parts.map(() => 'delivered'))
  })

  test('hands over what was stored and what comes directly', async () => {
    const { network, bench, virtual } = await office()
    await network.phoneSend(CLIENT, 'ДОЛГ 100234')
    await bench.until(() => bench.incoming.length === 1)
    await network.inject(IMSI, FLASH)
    await bench.until(() => bench.incoming.length === 2)
    expect(bench.incoming.map((part) => part.text)).toEqual(['ДОЛГ 100234', 'hellohello'])
    expect(bench.incoming.map((part) => part.slot)).toEqual([profile.firstSlot, null])
    await bench.until(() => virtual.state().usedSlots === 0)
  })

  test('lets thirty messages through three slots', async () => {
    const { network, bench } = await createVirtualOffice({ profile, slots: 3 })
    for (let index = 0; index < 30; index += 1) await network.phoneSend(CLIENT, `вопрос ${index}`)
    await bench.start()
    while (bench.incoming.length < 30) await bench.elapse(50)
    expect(new Set(bench.incoming.map((part) => part.text)).size).toBe(30)
  })

  test('tells the balance, and goes through a menu', async () => {
    const { bench } = await office()
    expect(await bench.modem.ussd('*100#')).toEqual({ kind: 'text', text: 'Balance: 123.45 r' })
    expect(await bench.modem.ussd('*111#')).toEqual({ kind: 'menu', text: '1 Balance\n2 Tariff' })
    expect(await bench.modem.replyUssd('2')).toEqual({ kind: 'text', text: 'Tariff Kassa' })
    expect(await bench.modem.ussd('*999#')).toEqual({ kind: 'unsupported' })
  })

  test('is set up again after it restarted by itself, and misses nothing', async () => {
    const { network, virtual, bench } = await office({ boot_ms: 300, register_ms: 300 })
    virtual.reset()
    await bench.elapse(14_000)
    await bench.untilPhase('ready')
    await network.phoneSend(CLIENT, 'ДОЛГ')
    await bench.until(() => bench.incoming.length === 1)
    expect(await outcomeOf(bench, onlyPart('Долг 5,00'))).toMatchObject({ kind: 'accepted' })
  })

  test('that restarts in the middle of a part is not waited for, where it tells of its start', async () => {
    const { virtual, bench } = await office({ boot_ms: 300, register_ms: 300 })
    // A boot line that came lately may be one of those that some firmware tells all the time.
    await bench.elapse(70_000)
    await bench.untilPhase('ready')
    virtual.faults.add({ kind: 'reset-at-submit', when: 'after', times: 1 })
    const from_ms = bench.timers.monotonic()
    const outcome = await outcomeOf(bench, onlyPart('Долг 5,00'))
    const took_ms = bench.timers.monotonic() - from_ms
    const tells = profile.bootLines.some((line) => /^(?:RDY|\^SYSSTART|\^BOOT)/.test(line))
    expect(outcome).toEqual({ kind: 'uncertain', reason: tells ? 'restarted' : 'no-answer' })
    expect(took_ms).toBe(tells ? 300 : 60_000)
    await bench.untilPhase('ready')
    expect(await outcomeOf(bench, onlyPart('Долг 6,00'))).toMatchObject({ kind: 'accepted' })
  })

  test('that takes 50 ms over every command is ready within two seconds, and three of being plugged in again', async () => {
    const { virtual, bench } = await createVirtualOffice({ profile, boot_ms: 300, register_ms: 300 })
    virtual.faults.add({ kind: 'latency', delay_ms: 50 })
    await bench.elapse(700)
    await bench.start()
    expect(await bench.untilPhase('ready')).toBeLessThanOrEqual(2_000)
    virtual.unplug()
    await bench.untilPhase('absent')
    virtual.plug()
    expect(await bench.untilPhase('ready')).toBeLessThanOrEqual(3_000)
  })

  test('has a row of its own in the table of makers', () => {
    const row = vendorOf(profile.manufacturer, profile.model)
    expect(row.name === 'generic').toBe(profile.name === 'generic')
    // A restart is in the row only where the stick comes back as a modem.
    if (profile.restartLosesPort) expect(row.restart).toBeNull()
  })
})
