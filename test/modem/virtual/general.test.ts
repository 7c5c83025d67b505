import { expect, test } from 'vitest'
import { huaweiProfile } from '../../../src/main/modem/virtual/profile.ts'
import { createRig, NOON, quietTerminal } from './rig.ts'

test('a modem that has just got power echoes what is typed and answers in words', async () => {
  const rig = await createRig()
  expect(await rig.terminal().ask('AT')).toBe('AT\r\r\nOK\r\n')
})

test('with echo off only the answer comes', async () => {
  const rig = await createRig()
  const terminal = rig.terminal()
  await terminal.ask('ATE0')
  expect(await terminal.ask('AT')).toBe('\r\nOK\r\n')
})

test('with words off the answer is a digit', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.type('ATV0\r')
  expect(await terminal.until('0\r')).toBe('0\r')
})

test('with answers off nothing is said until they are on again', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.type('ATQ1\rAT+CMEE?\r')
  expect(await terminal.ask('ATQ0')).toBe('\r\n+CMEE: 1\r\n\r\nOK\r\n')
})

test('ATZ brings back the settings of the line', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.ask('AT+CNMI=2,1,0,1,0')
  await terminal.ask('ATZ')
  expect(await terminal.ask('AT+CNMI?')).toContain('+CNMI: 0,0,0,0,0')
  expect(terminal.text()).toContain('AT+CNMI?')
})

test('a joined line is carried out in order and answered once', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  expect(await terminal.ask('AT+CMEE?;+CSCS?')).toBe('\r\n+CMEE: 1\r\n\r\n+CSCS: "IRA"\r\n\r\nOK\r\n')
})

test('a joined line stops at its first error', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.ask('AT+NONE;+CMEE=2')
  expect(await terminal.ask('AT+CMEE?')).toContain('+CMEE: 1')
})

test.each([
  ['0', 'ERROR'],
  ['1', '+CME ERROR: 4'],
  ['2', '+CME ERROR: operation not supported'],
])('with +CMEE=%s an unknown command is answered with %s', async (form, answer) => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.ask(`AT+CMEE=${form}`)
  expect(await terminal.ask('AT+NONE')).toBe(`\r\n${answer}\r\n`)
})

test('an unknown basic command is a plain ERROR', async () => {
  const rig = await createRig()
  expect(await (await quietTerminal(rig)).ask('ATT9')).toBe('\r\nERROR\r\n')
})

test('a Huawei stick has its own words for an unknown command', async () => {
  const rig = await createRig({ profile: huaweiProfile })
  expect(await (await quietTerminal(rig)).ask('AT+NONE')).toBe('\r\nCOMMAND NOT SUPPORT\r\n')
})

test('a line that holds no AT is not answered', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.type('hello\r')
  expect(await terminal.ask('AT')).toBe('\r\nOK\r\n')
})

test('bytes before AT, as a stray ESC, do not hide the command', async () => {
  const rig = await createRig()
  expect(await (await quietTerminal(rig)).ask('\x1bxAT')).toBe('\r\nOK\r\n')
})

test('a backspace takes back a character', async () => {
  const rig = await createRig()
  expect(await (await quietTerminal(rig)).ask('ATX\b')).toBe('\r\nOK\r\n')
})

test('A/ repeats the last line', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.ask('AT+CMEE?')
  expect(await terminal.send('A/')).toBe('\r\n+CMEE: 1\r\n\r\nOK\r\n')
})

test('a line longer than the modem can hold is an ERROR and the next one works', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  expect(await terminal.ask(`AT${'x'.repeat(20_000)}`)).toBe('\r\nERROR\r\n')
  expect(await terminal.ask('AT')).toBe('\r\nOK\r\n')
})

test.each([
  ['+CGMI', 'Virtual'],
  ['+GMI', 'Virtual'],
  ['+CGMM', 'VM-1'],
  ['+GMM', 'VM-1'],
  ['+CGMR', 'VM-1 1.0.0'],
  ['+CGSN', '490154203237518'],
  ['+GSN', '490154203237518'],
  ['+CIMI', '250991234567890'],
  ['+CNUM', '+CNUM: ,"+79161112233",145'],
])('AT%s tells %s', async (command, value) => {
  const rig = await createRig()
  expect(await (await quietTerminal(rig)).ask(`AT${command}`)).toBe(`\r\n${value}\r\n\r\nOK\r\n`)
})

test('ATI tells maker, model, revision and IMEI', async () => {
  const rig = await createRig()
  const answer = await (await quietTerminal(rig)).ask('ATI')
  expect(answer).toContain(
    'Manufacturer: Virtual\r\nModel: VM-1\r\nRevision: VM-1 1.0.0\r\nIMEI: 490154203237518',
  )
})

test("the clock is told in the modem's zone and can be set", async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  expect(NOON).toBe(Date.UTC(2026, 10, 22, 9))
  expect(await terminal.ask('AT+CCLK?')).toContain('+CCLK: "26/11/22,12:00:00+12"')
  await terminal.ask('AT+CCLK="27/01/02,03:04:05+12"')
  expect(await terminal.ask('AT+CCLK?')).toContain('+CCLK: "27/01/02,03:04:05+12"')
})

test('the phone book is there and empty', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  expect(await terminal.ask('AT+CPBS="ME";+CPBS?')).toContain('+CPBS: "ME",0,250')
  expect(await terminal.ask('AT+CPBR=1,250')).toBe('\r\nOK\r\n')
  expect(await terminal.ask('AT+CPBR=0')).toContain('+CME ERROR: 21')
})

test('a reset by command is answered first and forgets the settings', async () => {
  const rig = await createRig({ profile: huaweiProfile })
  const terminal = await quietTerminal(rig)
  await terminal.type('AT+CFUN=1,1\r')
  expect(await terminal.until('^SIMST')).toContain('\r\nOK\r\n\r\n^BOOT:')
  expect(await terminal.ask('AT+CMEE?')).toContain('AT+CMEE?\r\r\n+CMEE: 0')
})

test('a Huawei stick keeps its own lines to itself after ^CURC=0', async () => {
  const rig = await createRig({ profile: huaweiProfile, slots: 1 })
  const terminal = await quietTerminal(rig)
  expect(await terminal.ask('AT^CURC=0')).toBe('\r\nOK\r\n')
  await rig.network.phoneSend('+79001234567', 'один')
  await rig.network.phoneSend('+79001234567', 'два')
  expect(await terminal.ask('AT+CPMS?')).not.toContain('^SMMEMFULL')
})
