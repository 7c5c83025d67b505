import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MessageChannel } from 'node:worker_threads'
import { expect, onTestFinished, test } from 'vitest'
import { connectSerialPorts } from '../../src/main/hosts/serial/bridge-client.ts'
import { serveSerialPorts } from '../../src/main/hosts/serial/bridge-server.ts'
import { cardsIn, idsOf } from '../../src/main/hosts/serial/usb-network.ts'
import type { SerialPorts } from '../../src/main/modem/transport.ts'
import { silentLogger } from '../fakes/silent-logger.ts'

test('Windows’ names of network cards give their USB ids, and those of other buses none', () => {
  const said = [
    'PCI\\VEN_8086&DEV_15F3&SUBSYS_00000000&REV_03\\3&11583659&0&E8',
    'USB\\VID_12D1&PID_14DC\\0123456789ABCDEF',
    'USB\\VID_0BDA&PID_8153&MI_00\\6&1',
    'SWD\\MSRRAS\\MS_NDISWANIP',
  ].join('\r\n')
  expect(idsOf(said)).toEqual([
    { vendorId: '12D1', productId: '14DC' },
    { vendorId: '0BDA', productId: '8153' },
  ])
})

test('Linux’ folder of network cards gives the USB ids of those that are on USB', async () => {
  const root = await mkdtemp(join(tmpdir(), 'kvitok-net-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  const stick = join(root, 'devices', 'usb1', '1-2')
  await mkdir(join(stick, '1-2:1.0'), { recursive: true })
  await writeFile(join(stick, 'idVendor'), '12d1\n')
  await writeFile(join(stick, 'idProduct'), '14db\n')
  await mkdir(join(root, 'net', 'eth0'), { recursive: true })
  await mkdir(join(root, 'net', 'usb0'), { recursive: true })
  await symlink(join(stick, '1-2:1.0'), join(root, 'net', 'usb0', 'device'))
  expect(await cardsIn(join(root, 'net'))).toEqual([{ vendorId: '12d1', productId: '14db' }])
  expect(await cardsIn(join(root, 'nothing'))).toEqual([])
})

test.each([
  ['cards', [{ vendorId: '12d1', productId: '14dc' }]],
  ['nothing', undefined],
])('the core hears of %s over the bridge', async (_, devices) => {
  const ports: SerialPorts = {
    list: async () => [],
    open: () => Promise.reject(new Error('no such port')),
    ...(devices === undefined ? {} : { usbNetworkDevices: async () => devices }),
  }
  const channel = new MessageChannel()
  const bridge = serveSerialPorts(channel.port1, ports, silentLogger)
  onTestFinished(() => bridge.close())
  expect(await connectSerialPorts(channel.port2).usbNetworkDevices?.()).toEqual(devices ?? [])
})
