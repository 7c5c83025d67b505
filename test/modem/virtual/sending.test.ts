import { expect, test } from 'vitest'
import { createVirtualModem } from '../../../src/main/modem/virtual/modem.ts'
import { openVirtualNetwork } from '../../../src/main/modem/virtual/network.ts'
import { createManualTimers } from '../../fakes/manual-timers.ts'
import { silentLogger } from '../../fakes/silent-logger.ts'
import {
  CLIENT,
  createRig,
  IMSI,
  NOON,
  OFFICE,
  onlyPart,
  quietTerminal,
  sendText,
  shownOn,
  terminalOn,
} from './rig.ts'

const LONG = `Оплата принята: 1 234,56 руб. ${'Квартплата за октябрь 2026, лицевой счёт 100234. '.repeat(3)}🙂`
const SENT = /^\r\n\+CMGS: (\d+)\r\n\r\nOK\r\n$/

test('a submit is prompted for as the standard frames it, and answered with its reference', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  const part = onlyPart('Привет')
  await terminal.type(`AT+CMGS=${part.length}\r`)
  expect(await terminal.until('> ')).toBe('\r\n> ')
  expect(await terminal.send(`${part.pdu}\x1a`)).toBe('\r\n+CMGS: 0\r\n\r\nOK\r\n')
})

test('the phone shows a long Cyrillic message whole, as it was written', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  const answers = await sendText(terminal, LONG)
  await shownOn(rig.network, CLIENT, LONG)
  expect(answers.length).toBeGreaterThan(1)
  expect(rig.network.phone(CLIENT)?.messages).toHaveLength(1)
})

test('the reference counts up and goes round after 255', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  const references: number[] = []
  for (let count = 0; count < 258; count += 1) {
    const [answer] = await sendText(terminal, `${count}`)
    references.push(Number(SENT.exec(answer ?? '')?.[1]))
  }
  expect(references.slice(253)).toEqual([253, 254, 255, 0, 1])
})

test('ESC at the prompt sends nothing', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  const part = onlyPart('Привет')
  await terminal.type(`AT+CMGS=${part.length}\r`)
  await terminal.until('> ')
  expect(await terminal.send(`${part.pdu}\x1b`)).toBe('\r\nOK\r\n')
  expect(await rig.lines()).toEqual([])
})

test('a PDU typed blindly before the prompt is taken all the same', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  const part = onlyPart('Привет')
  expect(await terminal.send(`AT+CMGS=${part.length}\r${part.pdu}\x1a`)).toContain('+CMGS: 0')
})

test.each([
  ['with an octet too many', (pdu: string) => `${pdu}00`],
  ['that is no hex', (pdu: string) => `${pdu.slice(0, -1)}Z`],
  ['of nothing', () => ''],
])('a PDU %s is refused as 304', async (_what, spoil) => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  const part = onlyPart('Привет')
  await terminal.type(`AT+CMGS=${part.length}\r`)
  await terminal.until('> ')
  expect(await terminal.send(`${spoil(part.pdu)}\x1a`)).toBe('\r\n+CMS ERROR: 304\r\n')
  expect(await rig.lines()).toEqual([])
})

test('a good PDU of another length than announced is refused', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  const part = onlyPart('Привет')
  await terminal.type(`AT+CMGS=${part.length + 1}\r`)
  await terminal.until('> ')
  expect(await terminal.send(`${part.pdu}\x1a`)).toBe('\r\n+CMS ERROR: 304\r\n')
})

test('a PDU that is no SUBMIT is refused by the network', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.type('AT+CMGS=4\r')
  await terminal.until('> ')
  expect(await terminal.send('0004000000\x1a')).toBe('\r\n+CMS ERROR: 304\r\n')
})

test('a length that no TPDU has is refused without a prompt', async () => {
  const rig = await createRig()
  expect(await (await quietTerminal(rig)).ask('AT+CMGS=200')).toBe('\r\n+CMS ERROR: 304\r\n')
})

test('with echo on the PDU comes back as it is typed', async () => {
  const rig = await createRig()
  const terminal = rig.terminal()
  const part = onlyPart('Привет')
  await terminal.type(`AT+CMGS=${part.length}\r`)
  await terminal.until('> ')
  expect(await terminal.send(`${part.pdu}\x1a`)).toContain(`${part.pdu}\x1a\r\n+CMGS: 0`)
})

test('the modem does not answer before the network has the part on disk', async () => {
  const written: string[] = []
  const disk = Promise.withResolvers<void>()
  const asked = Promise.withResolvers<void>()
  const timers = createManualTimers()
  const clock = { now: () => NOON }
  const network = await openVirtualNetwork({
    file: {
      async *lines() {},
      append(lines) {
        written.push(...lines)
        asked.resolve()
        return disk.promise
      },
      close: () => Promise.resolve(),
    },
    clock,
    timers,
    logger: silentLogger,
    sims: [{ imsi: IMSI, number: OFFICE }],
  })
  const modem = createVirtualModem({ network, imsi: IMSI, timers, clock, logger: silentLogger })
  const terminal = terminalOn(modem.connect())
  await terminal.ask('ATE0')
  const part = onlyPart('Привет')
  await terminal.type(`AT+CMGS=${part.length}\r`)
  await terminal.until('> ')
  terminal.clear()
  await terminal.type(`${part.pdu}\x1a`)
  await asked.promise
  expect([terminal.text(), written.length]).toEqual(['', 1])
  disk.resolve()
  expect(await terminal.until('OK')).toContain('+CMGS: 0')
})

test('a network whose disk failed leaves the submit without an answer', async () => {
  const timers = createManualTimers()
  const clock = { now: () => NOON }
  const network = await openVirtualNetwork({
    file: {
      async *lines() {},
      append: () => Promise.reject(new Error('ENOSPC')),
      close: () => Promise.resolve(),
    },
    clock,
    timers,
    logger: silentLogger,
    sims: [{ imsi: IMSI, number: OFFICE }],
  })
  const modem = createVirtualModem({ network, imsi: IMSI, timers, clock, logger: silentLogger })
  const terminal = terminalOn(modem.connect())
  await terminal.ask('ATE0')
  const part = onlyPart('Привет')
  expect(await terminal.send(`AT+CMGS=${part.length}\r${part.pdu}\x1aAT\r`)).toBe('\r\n> \r\nOK\r\n')
})

test('a message written into the store is sent from there by its index', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  const part = onlyPart('Черновик')
  expect(await terminal.send(`AT+CMGW=${part.length}\r${part.pdu}\x1a`)).toContain('+CMGW: 1')
  expect(await terminal.ask('AT+CMGL=2')).toContain('+CMGL: 1,2,,')
  expect(await terminal.ask('AT+CMSS=1')).toBe('\r\n+CMSS: 0\r\n\r\nOK\r\n')
  expect(await terminal.ask('AT+CMGL=3')).toContain('+CMGL: 1,3,,')
  await shownOn(rig.network, CLIENT, 'Черновик')
})

test('an index that holds no draft cannot be sent', async () => {
  const rig = await createRig()
  expect(await (await quietTerminal(rig)).ask('AT+CMSS=1')).toBe('\r\n+CMS ERROR: 321\r\n')
})

test('text mode is known and refused', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  expect(await terminal.ask('AT+CMGF=?')).toContain('+CMGF: (0)')
  expect(await terminal.ask('AT+CMGF=1')).toBe('\r\n+CMS ERROR: 303\r\n')
})

test('the service centre is kept on the card through a pulled stick', async () => {
  const rig = await createRig()
  const first = await quietTerminal(rig)
  await first.ask('AT+CSCA="+79990001122",145')
  rig.modem.unplug()
  rig.modem.plug()
  expect(await (await quietTerminal(rig)).ask('AT+CSCA?')).toContain('+CSCA: "+79990001122",145')
})

test('more messages to send, cell broadcast and message service are settings', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  expect(await terminal.ask('AT+CMMS=2;+CMMS?')).toContain('+CMMS: 2')
  expect(await terminal.ask('AT+CSMS=1')).toContain('+CSMS: 1,1,1')
  expect(await terminal.ask('AT+CSMS?')).toContain('+CSMS: 1,1,1,1')
  expect(await terminal.ask('AT+CSCB=1')).toBe('\r\nOK\r\n')
})
