import { describe, expect, test } from 'vitest'
import type { FaultInput } from '../../../src/main/modem/virtual/faults.ts'
import { createVirtualModem } from '../../../src/main/modem/virtual/modem.ts'
import { openVirtualNetwork } from '../../../src/main/modem/virtual/network.ts'
import { openNetworkFile } from '../../../src/main/modem/virtual/network-file.ts'
import { genericProfile } from '../../../src/main/modem/virtual/profile.ts'
import { createModemBench } from '../../fakes/modem-bench.ts'
import { PART } from '../../fakes/pdus.ts'
import { createScriptedModem } from '../../fakes/scripted-modem.ts'
import { silentLogger } from '../../fakes/silent-logger.ts'
import { createRig, IMSI, NOON, onlyPart, quietTerminal, submitParts, terminalOn } from '../virtual/rig.ts'
import { createVirtualOffice, outcomeOf } from './virtual-office.ts'

const PART_1 = onlyPart('Долг 1 234,56')
const PART_2 = onlyPart('Долг 2 345,67')

async function office(faults: readonly FaultInput[] = [], profile = genericProfile) {
  const made = await createVirtualOffice({ profile }, null, { storedSends: true })
  await made.ready()
  // The first part proves that this modem keeps the mark.
  expect((await outcomeOf(made.bench, PART_1)).kind).toBe('accepted')
  for (const fault of faults) made.virtual.faults.add(fault)
  return made
}

describe('a part sent by way of the memory', () => {
  test('leaves with its reference and nothing behind', async () => {
    const { bench, virtual, taken } = await office()
    expect(await outcomeOf(bench, PART_2)).toEqual({ kind: 'accepted', reference: 1 })
    expect(taken()).toEqual([PART_1.pdu, PART_2.pdu])
    expect(virtual.state().usedSlots).toBe(0)
    expect(bench.modem.state().storedSends).toBe(true)
    expect(bench.lines.filter((line) => line.startsWith('> AT+CMGS'))).toEqual([])
  })

  test('whose answer was lost after the network took it is known to be sent', async () => {
    const { bench, taken } = await office([{ kind: 'drop-answer', command: '+CMSS', when: 'after' }])
    expect(await outcomeOf(bench, PART_2)).toEqual({ kind: 'accepted', reference: null })
    expect(taken()).toHaveLength(2)
  })

  test('whose answer was lost before the network took it is known not to be, and may be sent again', async () => {
    const { bench, taken } = await office([{ kind: 'drop-answer', command: '+CMSS', when: 'before' }])
    expect(await outcomeOf(bench, PART_2)).toEqual({ kind: 'unsent', reason: 'stored-unsent' })
    await bench.untilPhase('ready')
    expect(await outcomeOf(bench, PART_2)).toMatchObject({ kind: 'accepted' })
    expect(taken()).toEqual([PART_1.pdu, PART_2.pdu])
  })

  test('that the network refuses is refused, and its draft is gone', async () => {
    const { bench, virtual } = await office([{ kind: 'cms-error', code: 28 }])
    expect(await outcomeOf(bench, PART_2)).toMatchObject({ kind: 'rejected', class: 'permanent' })
    await bench.settle()
    expect(virtual.state().usedSlots).toBe(0)
  })

  test('with a full memory goes the common way', async () => {
    const { bench, taken } = await office([{ kind: 'storage-full' }])
    expect(await outcomeOf(bench, PART_2)).toMatchObject({ kind: 'accepted' })
    expect(taken()).toHaveLength(2)
    expect(bench.lines.filter((line) => line.startsWith('> AT+CMGS'))).toHaveLength(1)
  })

  test.each([
    ['before', false],
    ['after', true],
  ] as const)(
    'by a stick that was pulled %s the network took it is uncertain until the card tells, and its draft is gone',
    async (when, sent) => {
      const { bench, virtual, taken } = await office([
        { kind: 'unplug-at-submit', when, replugAfter_ms: 500 },
      ])
      expect(await outcomeOf(bench, PART_2)).toMatchObject({ kind: 'uncertain', reason: 'link-lost' })
      await bench.untilPhase('ready', 30_000)
      await bench.until(() => virtual.state().usedSlots === 0)
      expect(bench.leftovers).toEqual([{ pdu: PART_2.pdu, sent }])
      expect(taken().includes(PART_2.pdu)).toBe(sent)
    },
  )

  test('keeps its draft while what the card tells cannot be stored', async () => {
    const { bench, virtual } = await office([
      { kind: 'unplug-at-submit', when: 'after', replugAfter_ms: 500 },
    ])
    let refusals = 0
    bench.beforeStored = async () => {
      refusals += 1
      if (refusals < 3) throw new Error('the disk is full')
    }
    await outcomeOf(bench, PART_2)
    await bench.untilPhase('ready', 30_000)
    await bench.elapse(95_000)
    expect(bench.leftovers).toHaveLength(1)
    expect(virtual.state().usedSlots).toBe(0)
  })
})

test('a modem that does not keep the mark is found out at the first part and sends the common way', async () => {
  const { bench } = await office([], { ...genericProfile, marksSent: false })
  expect((await outcomeOf(bench, PART_2)).kind).toBe('accepted')
  expect(bench.lines.filter((line) => line.startsWith('> AT+CMSS'))).toHaveLength(1)
})

test('without the wish nothing is ever written to the memory', async () => {
  const { bench, ready } = await createVirtualOffice()
  await ready()
  await outcomeOf(bench, PART_1)
  expect(bench.lines.some((line) => line.includes('CMGW'))).toBe(false)
})

test('the «sent» mark outlives the program of the virtual modem', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.type(`AT+CMGW=${PART_1.length}\r`)
  await terminal.until('> ')
  expect(await terminal.send(`${PART_1.pdu}\x1a`)).toContain('+CMGW: 1')
  expect(await terminal.ask('AT+CMGR=1')).toContain('+CMGR: 2,,')
  rig.modem.faults.add({ kind: 'drop-answer', command: '+CMSS', when: 'after' })
  await terminal.type('AT+CMSS=1\r')
  while (!(await rig.lines()).some((line) => line.t === 'sent'));
  const shared = { clock: { now: () => NOON }, timers: rig.timers, logger: silentLogger }
  const network = await openVirtualNetwork({
    ...shared,
    file: await openNetworkFile(rig.path),
    sims: [{ imsi: IMSI, number: '+79161112233' }],
  })
  const again = createVirtualModem({ ...shared, network, imsi: IMSI })
  const second = await quietTerminal({ ...rig, modem: again, terminal: () => terminalOn(again.connect()) })
  expect(await second.ask('AT+CMGR=1')).toContain('+CMGR: 3,,')
  await network.close()
})

describe('the radio link', () => {
  const kept = (received: readonly string[]): number => received.filter((line) => line === 'AT+CMMS=2').length

  test('is kept open for a message of several parts, asked for once, and never for one of one', async () => {
    const modem = createScriptedModem()
    const bench = createModemBench(modem.ports)
    await bench.start()
    await bench.modem.submit(PART)
    expect(kept(modem.received)).toBe(0)
    for (const part of submitParts('Долг '.repeat(40))) await bench.modem.submit(part)
    expect(kept(modem.received)).toBe(1)
  })

  test.each(['\r\n+CMS ERROR: 500\r\n', '\r\nERROR\r\n', null])(
    'that the modem does not keep (%j) costs no part',
    async (reply) => {
      const modem = createScriptedModem()
      modem.on('AT+CMMS=2', () => reply)
      const bench = createModemBench(modem.ports)
      await bench.start()
      const sent = submitParts('Долг '.repeat(40)).map((part) => bench.modem.submit(part))
      await bench.elapse(5_000)
      for (const outcome of await Promise.all(sent)) expect(outcome.kind).toBe('accepted')
      expect(modem.received.filter((line) => line === 'ATZ')).toHaveLength(1)
    },
  )
})
