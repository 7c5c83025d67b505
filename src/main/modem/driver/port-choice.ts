import type { PortInfo, UsbDevice } from '../transport.ts'
import { vendorOfUsb } from './vendor-table.ts'

/** Number of the USB interface a port is: `MI_02` of Windows, `-if02` of Linux; null where neither says. */
export function interfaceOf(port: PortInfo): number | null {
  const found = /(?:MI_|-if)([0-9a-f]{2})/i.exec(port.pnpId ?? '')?.[1]
  return found === undefined ? null : Number.parseInt(found, 16)
}

/** True for ports of one and the same stick. */
export function sameDevice(left: PortInfo, right: PortInfo): boolean {
  if (left.vendorId !== right.vendorId || left.productId !== right.productId) return false
  if (left.serialNumber !== null && left.serialNumber === right.serialNumber) return true
  // Composite devices get a serial number for each interface on Windows: then the place decides.
  const place = left.locationId ?? null
  return place === null || place === (right.locationId ?? null)
}

const UNKNOWN_INTERFACE = 50
const UNFIT_INTERFACE = 90
const MUTE = 1_000

/** The smaller, the better the port for commands and announcements; `mute` are those that were found to announce nothing. */
function rank(port: PortInfo, lastGood: string | null, mute: ReadonlySet<string>): number {
  const penalty = mute.has(port.path) ? MUTE : 0
  if (port.path === lastGood) return penalty - 1
  const vendor = vendorOfUsb(port.vendorId)
  if (vendor?.portTitle?.test(port.manufacturer ?? '') === true) return penalty
  const number = interfaceOf(port)
  if (number === null || vendor === null || vendor.interfaces.length === 0) return penalty + UNKNOWN_INTERFACE
  const place = vendor.interfaces.indexOf(number)
  return penalty + (place < 0 ? UNFIT_INTERFACE : place + 1)
}

/** Ports of modem makers, the one most likely to be right first; ports of other trades are left out. */
export function rankPorts(
  listed: readonly PortInfo[],
  lastGood: string | null = null,
  mute: ReadonlySet<string> = new Set(),
): PortInfo[] {
  return listed
    .filter((port) => vendorOfUsb(port.vendorId) !== null)
    .map((port) => ({ port, rank: rank(port, lastGood, mute) }))
    .sort((left, right) => left.rank - right.rank)
    .map(({ port }) => port)
}

/** Path of the port on another interface of the same stick. */
export function siblingOn(listed: readonly PortInfo[], path: string, interfaceNumber: number): string | null {
  const own = listed.find((port) => port.path === path)
  if (own === undefined || interfaceOf(own) === interfaceNumber) return null
  const sibling = listed.find((port) => sameDevice(own, port) && interfaceOf(port) === interfaceNumber)
  return sibling?.path ?? null
}

/** True where the stick has another port that was not found mute. */
export function hasSibling(listed: readonly PortInfo[], path: string, mute: ReadonlySet<string>): boolean {
  const own = listed.find((port) => port.path === path)
  if (own === undefined) return false
  return listed.some((port) => port.path !== path && !mute.has(port.path) && sameDevice(own, port))
}

/** USB ids of sticks that are a network card and nothing else: vendor, and product where the vendor makes more. */
const HILINK: readonly (readonly [vendorId: string, productIds: readonly string[] | null])[] = [
  ['12d1', ['14db', '14dc', '1f01', '1f02', '155e', '1590', '1c1e', '1c20', '1442']],
  ['19d2', ['1405', '1403', '1225', '1557', '1589', '1592', '0167']],
  ['1bbb', ['0195', '00f3']],
  ['2001', ['7e35', '7e37']],
]

/** True for a stick that serves its own web page in place of a serial port. */
export function isHilink({ vendorId, productId }: UsbDevice): boolean {
  const row = HILINK.find(([vendor]) => vendor === vendorId.toLowerCase())
  return row !== undefined && (row[1] === null || row[1].includes(productId.toLowerCase()))
}
