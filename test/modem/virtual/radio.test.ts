import { expect, test } from 'vitest'
import { createRig, quietTerminal, sendText } from './rig.ts'

test('registration is searched for, found after its time, and announced', async () => {
  const rig = await createRig({ register_ms: 3_000 })
  const terminal = await quietTerminal(rig)
  expect(await terminal.ask('AT+CREG=2;+CREG?')).toContain('+CREG: 2,2')
  rig.timers.advance(3_000)
  expect(await terminal.until('0000A1B2')).toContain('\r\n+CREG: 1,"00C3","0000A1B2"\r\n')
})

test('a cell lost during the search is not registered in when the search would have ended', async () => {
  const rig = await createRig({ register_ms: 3_000 })
  const terminal = await quietTerminal(rig)
  rig.modem.faults.add({ kind: 'no-signal' })
  rig.timers.advance(3_000)
  expect(await terminal.ask('AT+CREG?')).toContain('+CREG: 0,2')
})

test.each(['+CREG', '+CGREG', '+CEREG'])('%s is told alike', async (name) => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  expect(await terminal.ask(`AT${name}?`)).toContain(`${name}: 0,1`)
  expect(await terminal.ask(`AT${name}=?`)).toContain(`${name}: (0-2)`)
})

test('with the cell gone the signal is unknown, submits are refused, and its return is announced', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.ask('AT+CREG=1')
  rig.modem.faults.add({ kind: 'no-signal' })
  await terminal.until('+CREG: 2')
  expect(await terminal.ask('AT+CSQ')).toContain('+CSQ: 99,99')
  expect(await sendText(terminal, 'Привет')).toEqual(['\r\n+CMS ERROR: 331\r\n'])
  terminal.clear()
  rig.modem.faults.clear('no-signal')
  expect(await terminal.until('+CREG: 1')).toContain('\r\n+CREG: 1\r\n')
})

test('messages wait in the network while the cell is gone and come with it', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.ask('AT+CNMI=2,1')
  rig.modem.faults.add({ kind: 'no-signal' })
  await rig.network.phoneSend('+79001234567', 'есть кто?')
  expect(await terminal.ask('AT+CPMS?')).toContain('"SM",0,20')
  rig.modem.faults.clear()
  expect(await terminal.until('+CMTI')).toContain('+CMTI: "SM",1')
})

test('the signal is the one it was set to', async () => {
  const rig = await createRig()
  rig.modem.setSignal(9)
  expect(await (await quietTerminal(rig)).ask('AT+CSQ')).toContain('+CSQ: 9,99')
})

test('the operator is told long, short or by number', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  expect(await terminal.ask('AT+COPS?')).toContain('+COPS: 0,0,"Virtual GSM"')
  expect(await terminal.ask('AT+COPS=3,2;+COPS?')).toContain('+COPS: 0,2,"25099"')
  expect(await terminal.ask('AT+COPS=?')).toContain('+COPS: (2,"Virtual GSM","Virtual","25099")')
})

test('with +CSCS="UCS2" strings are hex', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.ask('AT+CSCS="UCS2"')
  expect(await terminal.ask('AT+COPS=3,1;+COPS?')).toContain('"005600690072007400750061006C"')
  expect(await terminal.ask('AT+CSCA?')).toContain('+CSCA: "002B00370039')
})

test('with the radio off there is no registration, and full functionality brings it back', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.ask('AT+CFUN=4')
  expect(await terminal.ask('AT+CREG?;+CGATT?')).toContain('+CREG: 0,0\r\n\r\n+CGATT: 0')
  await terminal.ask('AT+CFUN=1')
  expect(await terminal.ask('AT+CREG?')).toContain('+CREG: 0,1')
})

test('the balance comes as UCS2 hex after the OK', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.type('AT+CUSD=1,"*100#",15\r')
  const text = await terminal.until(',72\r\n')
  const match = /^\r\nOK\r\n\r\n\+CUSD: 0,"([0-9A-F]+)",72\r\n$/.exec(text)
  expect(
    Buffer.from(match?.[1] ?? '', 'hex')
      .swap16()
      .toString('utf16le'),
  ).toBe('Баланс: 123,45 р.')
})

test('a USSD code packed in seven bits is understood', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.type('AT+CUSD=1,"AA180C3602",15\r')
  expect(await terminal.until(',72\r\n')).toContain('+CUSD: 0,"0411')
})

test('a USSD menu goes on with the reply and ends with it', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.type('AT+CUSD=1,"*111#",15\r')
  expect(await terminal.until(',72\r\n')).toContain('+CUSD: 1,')
  terminal.clear()
  await terminal.type('AT+CUSD=1,"1",15\r')
  expect(await terminal.until(',72\r\n')).toContain('+CUSD: 0,"0411')
})

test('a USSD code nobody serves is told so', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.type('AT+CUSD=1,"*999#",15\r')
  expect(await terminal.until('+CUSD: 4')).toContain('\r\n+CUSD: 4\r\n')
})
