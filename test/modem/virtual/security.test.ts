import { expect, test } from 'vitest'
import { createRig, quietTerminal } from './rig.ts'

test('an open card is READY', async () => {
  const rig = await createRig()
  expect(await (await quietTerminal(rig)).ask('AT+CPIN?')).toBe('\r\n+CPIN: READY\r\n\r\nOK\r\n')
})

test('a card with a PIN keeps its contents and the network to itself', async () => {
  const rig = await createRig({ pin: '1234' })
  const terminal = await quietTerminal(rig)
  expect(await terminal.ask('AT+CPIN?')).toContain('+CPIN: SIM PIN')
  expect(await terminal.ask('AT+CIMI')).toBe('\r\n+CME ERROR: 11\r\n')
  expect(await terminal.ask('AT+CMGL=4')).toBe('\r\n+CMS ERROR: 311\r\n')
  expect(await terminal.ask('AT+CREG?')).toContain('+CREG: 0,0')
})

test('the right PIN opens it and the modem registers', async () => {
  const rig = await createRig({ pin: '1234' })
  const terminal = await quietTerminal(rig)
  expect(await terminal.ask('AT+CPIN="1234"')).toBe('\r\nOK\r\n')
  expect(await terminal.ask('AT+CPIN?;+CREG?')).toContain('+CPIN: READY\r\n\r\n+CREG: 0,1')
})

test('a wrong PIN is refused and three of them ask for the PUK', async () => {
  const rig = await createRig({ pin: '1234' })
  const terminal = await quietTerminal(rig)
  expect(await terminal.ask('AT+CPIN=0000')).toContain('+CME ERROR: 16')
  expect(await terminal.ask('AT+CPIN=0000')).toContain('+CME ERROR: 16')
  expect(await terminal.ask('AT+CPIN=0000')).toContain('+CME ERROR: 12')
  expect(await terminal.ask('AT+CPIN?')).toContain('+CPIN: SIM PUK')
  expect(await terminal.ask('AT+CMGL=4')).toContain('+CMS ERROR: 318')
})

test('the tries used up are not given back by pulling the stick', async () => {
  const rig = await createRig({ pin: '1234' })
  const first = await quietTerminal(rig)
  await first.ask('AT+CPIN=0000')
  await first.ask('AT+CPIN=0000')
  rig.modem.unplug()
  rig.modem.plug()
  const second = await quietTerminal(rig)
  await second.ask('AT+CPIN=0000')
  expect(await second.ask('AT+CPIN?')).toContain('SIM PUK')
})

test('the PUK sets a new PIN, ten wrong ones end the card', async () => {
  const rig = await createRig({ pin: '1234', puk: '87654321' })
  const terminal = await quietTerminal(rig)
  for (const pin of ['1', '2', '3']) await terminal.ask(`AT+CPIN=${pin}`)
  expect(await terminal.ask('AT+CPIN="87654321","4321"')).toBe('\r\nOK\r\n')
  expect(await terminal.ask('AT+CLCK="SC",1,"4321"')).toBe('\r\nOK\r\n')
  rig.modem.faults.add({ kind: 'pin', pin: '5555' })
  for (const pin of ['1', '2', '3']) await terminal.ask(`AT+CPIN=${pin}`)
  for (let tries = 0; tries < 10; tries += 1) await terminal.ask('AT+CPIN="00000000","1111"')
  expect(await terminal.ask('AT+CPIN?')).toContain('+CME ERROR: 13')
})

test('the question at start is turned off with the PIN', async () => {
  const rig = await createRig({ pin: '1234' })
  const terminal = await quietTerminal(rig)
  await terminal.ask('AT+CPIN=1234')
  expect(await terminal.ask('AT+CLCK="SC",2')).toContain('+CLCK: 1')
  await terminal.ask('AT+CLCK="SC",0,"1234"')
  rig.modem.reset()
  await terminal.ask('ATE0')
  expect(await terminal.ask('AT+CPIN?')).toContain('READY')
})

test('a PIN demanded in the middle takes the registration away', async () => {
  const rig = await createRig()
  const terminal = await quietTerminal(rig)
  await terminal.ask('AT+CREG=1')
  rig.modem.faults.add({ kind: 'pin', pin: '1234' })
  expect(await terminal.until('+CREG: 0')).toContain('\r\n+CREG: 0\r\n')
  expect(await terminal.ask('AT+CPIN?')).toContain('SIM PIN')
})
