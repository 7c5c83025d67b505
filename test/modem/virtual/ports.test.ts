import { expect, test } from 'vitest'
import { virtualPorts } from '../../../src/main/modem/virtual/ports.ts'
import { createRig, terminalOn } from './rig.ts'

test('the virtual modem is the only port of a training office', async () => {
  const ports = virtualPorts((await createRig()).modem)
  expect((await ports.list()).map((port) => port.path)).toEqual(['virtual'])
  expect(await terminalOn(await ports.open('virtual', 115_200)).ask('ATE0')).toContain('OK')
})

test('a pulled modem is not listed and cannot be opened', async () => {
  const rig = await createRig()
  const ports = virtualPorts(rig.modem)
  rig.modem.unplug()
  expect(await ports.list()).toEqual([])
  await expect(ports.open('virtual', 115_200)).rejects.toThrow('unplugged')
})

test('any other path is no port', async () => {
  const ports = virtualPorts((await createRig()).modem)
  await expect(ports.open('/dev/ttyUSB0', 115_200)).rejects.toThrow('no such port')
})

test('the port is busy while it is open, and free once it was closed', async () => {
  const ports = virtualPorts((await createRig()).modem)
  const link = await ports.open('virtual', 115_200)
  await expect(ports.open('virtual', 115_200)).rejects.toThrow('busy')
  await link.close()
  await expect(link.write(Buffer.from('AT\r'))).rejects.toThrow('closed')
  expect(await terminalOn(await ports.open('virtual', 115_200)).ask('ATE0')).toContain('OK')
})

test('closing by the computer is not an unplug', async () => {
  const terminal = (await createRig()).terminal()
  await terminal.close()
  expect(await terminal.closed()).toEqual({ disconnected: false, message: null })
})

test('settings stay while the stick has power, whoever opens it', async () => {
  const rig = await createRig()
  const first = rig.terminal()
  await first.ask('ATE0')
  await first.close()
  expect(await rig.terminal().ask('AT')).toBe('\r\nOK\r\n')
})
