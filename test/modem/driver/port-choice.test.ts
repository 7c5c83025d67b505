import { describe, expect, test } from 'vitest'
import {
  hasSibling,
  interfaceOf,
  isHilink,
  rankPorts,
  sameDevice,
  siblingOn,
} from '../../../src/main/modem/driver/port-choice.ts'
import type { PortInfo } from '../../../src/main/modem/transport.ts'

const port = (path: string, more: Partial<PortInfo> = {}): PortInfo => ({
  path,
  manufacturer: null,
  vendorId: '12D1',
  productId: '1001',
  serialNumber: null,
  pnpId: null,
  locationId: null,
  ...more,
})

/** An E173 on Windows: three ports whose COM numbers say nothing. */
const WINDOWS = [
  port('COM7', { pnpId: 'USB\\VID_12D1&PID_1001&MI_00\\6&2A3B&0&0000', manufacturer: 'HUAWEI Mobile' }),
  port('COM4', { pnpId: 'USB\\VID_12D1&PID_1001&MI_01\\6&2A3B&0&0001', manufacturer: 'HUAWEI Mobile' }),
  port('COM9', { pnpId: 'USB\\VID_12D1&PID_1001&MI_02\\6&2A3B&0&0002', manufacturer: 'HUAWEI Mobile' }),
]
const LINUX = [0, 1, 2].map((number) =>
  port(`/dev/ttyUSB${number}`, { pnpId: `usb-HUAWEI_HUAWEI_Mobile-if0${number}-port0` }),
)
const paths = (ports: readonly PortInfo[]): string[] => ports.map(({ path }) => path)

describe('of the ports of one stick', () => {
  test.each([
    ['Windows', WINDOWS, ['COM9', 'COM4', 'COM7']],
    ['Linux', LINUX, ['/dev/ttyUSB2', '/dev/ttyUSB1', '/dev/ttyUSB0']],
  ])('on %s the announcing one comes first, by its interface', (_, listed, ranked) => {
    expect(paths(rankPorts(listed))).toEqual(ranked)
  })

  test('one that Windows calls PC UI comes first', () => {
    const titled = [
      port('COM3'),
      port('COM5', { manufacturer: 'HUAWEI Mobile Connect - 3G PC UI Interface' }),
    ]
    expect(paths(rankPorts(titled))).toEqual(['COM5', 'COM3'])
  })

  test('the one that worked last comes first, unless it was found mute', () => {
    expect(paths(rankPorts(LINUX, '/dev/ttyUSB0'))[0]).toBe('/dev/ttyUSB0')
    expect(paths(rankPorts(LINUX, '/dev/ttyUSB2', new Set(['/dev/ttyUSB2'])))).toEqual([
      '/dev/ttyUSB1',
      '/dev/ttyUSB0',
      '/dev/ttyUSB2',
    ])
  })

  test('another is found by its interface, and only on the same stick', () => {
    const other = port('/dev/ttyUSB5', { productId: '1506', pnpId: 'usb-HUAWEI-if02-port0' })
    expect(siblingOn([...LINUX, other], '/dev/ttyUSB0', 2)).toBe('/dev/ttyUSB2')
    expect(siblingOn([...LINUX, other], '/dev/ttyUSB2', 2)).toBeNull()
    expect(siblingOn([...LINUX, other], '/dev/ttyUSB0', 4)).toBeNull()
    expect(hasSibling([other], '/dev/ttyUSB5', new Set())).toBe(false)
    expect(hasSibling(LINUX, '/dev/ttyUSB0', new Set(['/dev/ttyUSB1', '/dev/ttyUSB2']))).toBe(false)
  })

  test('two sticks of one make are told apart by where they are plugged in', () => {
    const left = port('COM3', { locationId: 'Port_#0001.Hub_#0002' })
    expect(sameDevice(left, port('COM4', { locationId: 'Port_#0001.Hub_#0002' }))).toBe(true)
    expect(sameDevice(left, port('COM5', { locationId: 'Port_#0002.Hub_#0002' }))).toBe(false)
  })

  test('the interface is read from what the system says', () => {
    expect([...WINDOWS, ...LINUX].map(interfaceOf)).toEqual([0, 1, 2, 0, 1, 2])
    expect(interfaceOf(port('COM1'))).toBeNull()
  })
})

test('ports of tills, scanners and unknown makers are never among the candidates', () => {
  const others = ['0403', '1a86', '10c4', '067b', '05e0', null].map((vendorId, at) =>
    port(`COM${at + 10}`, { vendorId }),
  )
  expect(rankPorts(others)).toEqual([])
})

test.each([
  ['12d1', '14DB', true],
  ['12D1', '1f01', true],
  ['19d2', '1405', true],
  ['12d1', '1001', false],
  ['0bda', '8153', false],
])('%s:%s is a stick without a port: %s', (vendorId, productId, hilink) => {
  expect(isHilink({ vendorId, productId })).toBe(hilink)
})
