import { expect, test } from 'vitest'
import type { FaultInput } from '../../../src/main/modem/virtual/faults.ts'
import { createFaults } from '../../../src/main/modem/virtual/faults.ts'
import { huaweiProfile } from '../../../src/main/modem/virtual/profile.ts'
import type { Rig, RigOptions, Terminal } from './rig.ts'
import { CLIENT, createRig, onlyPart, quietTerminal, sendText, shownOn } from './rig.ts'

const SENT = '\r\n+CMGS: 0\r\n\r\nOK\r\n'

async function faulty(
  fault: FaultInput,
  options: RigOptions = {},
): Promise<{ rig: Rig; terminal: Terminal }> {
  const rig = await createRig(options)
  const terminal = await quietTerminal(rig)
  rig.modem.faults.add(fault)
  return { rig, terminal }
}

/** Types a whole submit without waiting for its answer. */
async function submit(terminal: Terminal, text = 'Привет'): Promise<void> {
  const part = onlyPart(text)
  await terminal.type(`AT+CMGS=${part.length}\r`)
  await terminal.until('>')
  terminal.clear()
  await terminal.type(`${part.pdu}\x1a`)
}

const submitted = async (rig: Rig): Promise<number> =>
  (await rig.lines()).filter((line) => line.t === 'submit').length

test('a fault that is none is refused', () => {
  expect(() => createFaults().add(JSON.parse('{"kind":"latency","delay_ms":-1}'))).toThrow()
})

test('a fault is spent after its times', () => {
  const faults = createFaults()
  faults.add({ kind: 'no-prompt', times: 2 })
  faults.take('no-prompt')
  faults.take('no-prompt')
  expect([faults.take('no-prompt'), faults.list()]).toEqual([undefined, []])
})

test('latency holds one command back and no other', async () => {
  const { rig, terminal } = await faulty({ kind: 'latency', command: '+CSQ', delay_ms: 700 })
  expect(await terminal.ask('AT')).toBe('\r\nOK\r\n')
  terminal.clear()
  await terminal.type('AT+CSQ\r')
  await rig.timers.untilPending()
  rig.timers.advance(699)
  expect(terminal.text()).toBe('')
  rig.timers.advance(1)
  expect(await terminal.until('OK')).toContain('+CSQ: 21,99')
})

test('submit latency is the time the network takes: until then it has nothing', async () => {
  const { rig, terminal } = await faulty({ kind: 'submit-latency', delay_ms: 200 })
  await submit(terminal)
  await rig.timers.untilPending()
  expect(await submitted(rig)).toBe(0)
  rig.timers.advance(200)
  expect(await terminal.until('OK')).toBe(SENT)
})

test('a dropped answer after the network took the part: the phone shows it, the modem goes on', async () => {
  const { rig, terminal } = await faulty({ kind: 'drop-answer', command: '+CMGS', when: 'after' })
  await submit(terminal)
  await shownOn(rig.network, CLIENT, 'Привет')
  expect(await terminal.ask('AT')).toBe('\r\nOK\r\n')
  expect(await sendText(terminal, 'ещё')).toEqual(['\r\n+CMGS: 1\r\n\r\nOK\r\n'])
})

test('a dropped answer before the network took the part: nothing was sent', async () => {
  const { rig, terminal } = await faulty({ kind: 'drop-answer', command: '+CMGS', when: 'before' })
  await submit(terminal)
  expect(await terminal.ask('AT')).toBe('\r\nOK\r\n')
  expect(await submitted(rig)).toBe(0)
})

test('the answer to any other command can be dropped too', async () => {
  const { terminal } = await faulty({ kind: 'drop-answer', command: '+CSQ' })
  await terminal.type('AT+CSQ\r')
  expect(await terminal.ask('AT')).toBe('\r\nOK\r\n')
})

test('a hang after a submit lasts until the stick is reset', async () => {
  const { rig, terminal } = await faulty({ kind: 'drop-answer', command: '+CMGS', thenHang: true })
  await submit(terminal)
  await shownOn(rig.network, CLIENT, 'Привет')
  expect(rig.modem.faults.list()).toEqual([{ kind: 'hang' }])
  await terminal.type('AT\r')
  rig.modem.reset()
  expect(await terminal.ask('ATE0')).toBe('ATE0\r\r\nOK\r\n')
})

test('a hung modem swallows what is typed, even its echo', async () => {
  const { rig, terminal } = await faulty({ kind: 'hang' })
  await terminal.type('AT+CSQ\r')
  rig.modem.faults.clear('hang')
  expect(await terminal.ask('AT')).toBe('\r\nOK\r\n')
})

test('a late answer comes after the network took the part', async () => {
  const { rig, terminal } = await faulty({ kind: 'late-answer', command: '+CMGS', delay_ms: 60_000 })
  await submit(terminal)
  await shownOn(rig.network, CLIENT, 'Привет')
  await rig.timers.untilPending()
  expect(terminal.text()).toBe('')
  rig.timers.advance(60_000)
  expect(await terminal.until('OK')).toBe(SENT)
})

test('garbage comes before the next answer', async () => {
  const { terminal } = await faulty({ kind: 'garbage', hex: 'fffe000d0a' })
  expect(await terminal.ask('AT')).toBe('\xff\xfe\x00\r\n\r\nOK\r\n')
})

test('noise comes out of nowhere', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  rig.modem.noise(Buffer.from('^RSSI:18\r\n'))
  expect(terminal.text()).toBe('^RSSI:18\r\n')
})

test('no prompt: the PDU after it is a line without AT, and nothing is sent', async () => {
  const { rig, terminal } = await faulty({ kind: 'no-prompt' })
  const part = onlyPart('Привет')
  await terminal.type(`AT+CMGS=${part.length}\r${part.pdu}\x1a\r`)
  expect(await terminal.ask('AT')).toBe('\r\nOK\r\n')
  expect(await submitted(rig)).toBe(0)
})

test.each([
  ['no-space', '\r\n>'],
  ['own-line', '\r\n>\r\n'],
] as const)('a prompt of shape %s', async (shape, expected) => {
  const { terminal } = await faulty({ kind: 'prompt-shape', shape })
  await terminal.type(`AT+CMGS=${onlyPart('Привет').length}\r`)
  expect(await terminal.until('>')).toBe(expected)
})

test('byte by byte, an answer takes as many gaps as it has bytes less one', async () => {
  const { rig, terminal } = await faulty({ kind: 'byte-by-byte', gap_ms: 10 })
  await terminal.type('AT\r')
  await terminal.until('\r')
  rig.timers.advance(40)
  expect(terminal.text()).toBe('\r\nOK\r')
  rig.timers.advance(10)
  expect(terminal.text()).toBe('\r\nOK\r\n')
})

test('lines by themselves can come into the middle of a command', async () => {
  const { rig, terminal } = await faulty({ kind: 'interleaved-urcs' })
  await terminal.ask('AT+CNMI=2,1')
  rig.modem.faults.add({ kind: 'latency', command: '+CSQ', delay_ms: 100 })
  terminal.clear()
  await terminal.type('AT+CSQ\r')
  await rig.network.phoneSend(CLIENT, 'сейчас')
  expect(await terminal.until('+CMTI')).toBe('\r\n+CMTI: "SM",1\r\n')
})

test.each([
  ['before', 0],
  ['after', 1],
] as const)(
  'a reset %s the network took the part: %i sent, boot lines, settings gone',
  async (when, sent) => {
    const { rig, terminal } = await faulty({ kind: 'reset-at-submit', when }, { profile: huaweiProfile })
    await submit(terminal)
    expect(await terminal.until('^SIMST')).toBe('\r\n^BOOT:22047,0,0,0,20\r\n\r\n^SIMST:1\r\n')
    expect(await terminal.ask('AT')).toContain('AT\r')
    expect(await submitted(rig)).toBe(sent)
  },
)

test.each([
  ['before', 0],
  ['after', 1],
] as const)('pulled %s the network took the part: %i sent, the link closes', async (when, sent) => {
  const { rig, terminal } = await faulty({ kind: 'unplug-at-submit', when })
  await submit(terminal)
  expect(await terminal.closed()).toEqual({ disconnected: true, message: 'the device was pulled' })
  expect(terminal.text()).toBe('')
  expect(await submitted(rig)).toBe(sent)
  expect(() => rig.modem.connect()).toThrow('unplugged')
})

test('a pulled stick can come back by itself', async () => {
  const { rig, terminal } = await faulty({ kind: 'unplug-at-submit', when: 'after', replugAfter_ms: 5_000 })
  await submit(terminal)
  await terminal.closed()
  rig.timers.advance(5_000)
  expect(rig.modem.state().plugged).toBe(true)
  expect(await sendText(await quietTerminal(rig), 'снова')).toEqual(['\r\n+CMGS: 1\r\n\r\nOK\r\n'])
})

test('a store said to be full takes nothing until it is cleared', async () => {
  const { rig, terminal } = await faulty({ kind: 'storage-full' }, { profile: huaweiProfile })
  await terminal.ask('AT+CNMI=2,1')
  await rig.network.phoneSend(CLIENT, 'ждёт')
  await terminal.until('^SMMEMFULL')
  expect(await terminal.ask('AT+CPMS?')).toContain('"SM",20,20')
  rig.modem.faults.clear('storage-full')
  expect(await terminal.until('+CMTI')).toContain('+CMTI: "SM",0')
})

test('the network refuses the next submits with a code, then takes them', async () => {
  const { rig, terminal } = await faulty({ kind: 'cms-error', code: 38, times: 2 })
  const answers: string[] = []
  for (const text of ['раз', 'два', 'три']) answers.push(...(await sendText(terminal, text)))
  expect(answers).toEqual(['\r\n+CMS ERROR: 38\r\n', '\r\n+CMS ERROR: 38\r\n', SENT])
  expect(await submitted(rig)).toBe(1)
})

test('the network refuses one number for ever and no other', async () => {
  const { terminal } = await faulty({ kind: 'cms-error', code: 500, number: '+7900000*', times: null })
  expect(await sendText(terminal, 'кому', '+79000001111')).toEqual(['\r\n+CMS ERROR: 500\r\n'])
  expect(await sendText(terminal, 'кому', CLIENT)).toEqual([SENT])
  expect(await sendText(terminal, 'кому', '+79000002222')).toEqual(['\r\n+CMS ERROR: 500\r\n'])
})

test('a stick that takes its time to start is deaf until then', async () => {
  const rig = await createRig({ boot_ms: 4_000 })
  const terminal = rig.terminal()
  await terminal.type('AT\r')
  rig.timers.advance(4_000)
  expect(await terminal.ask('ATE0')).toBe('ATE0\r\r\nOK\r\n')
})
