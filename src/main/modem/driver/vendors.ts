/** What a maker's modems want besides the standards' commands: data, so that a new one is a row. */
export interface Vendor {
  readonly name: string
  /** Tested against the answers to AT+CGMI and AT+CGMM. */
  readonly identifies: RegExp
  /** Sent at the end of the set-up; an error answer is no failure. */
  readonly setup: readonly string[]
}

const VENDORS: readonly Vendor[] = [
  // ^CURC=0 stops the periodic ^RSSI and ^BOOT lines on which readers have choked.
  { name: 'Huawei', identifies: /huawei/i, setup: ['AT^CURC=0'] },
]

const GENERIC: Vendor = { name: 'generic', identifies: /^/, setup: [] }

export function vendorOf(manufacturer: string | null, model: string | null): Vendor {
  const name = `${manufacturer ?? ''} ${model ?? ''}`
  return VENDORS.find((vendor) => vendor.identifies.test(name)) ?? GENERIC
}

/** Makers of modems by USB vendor id: only their ports are opened unasked, never a till's or a scanner's. */
const MODEM_USB_VENDORS: ReadonlySet<string> = new Set([
  '12d1', // Huawei
  '19d2', // ZTE
  '1e0e', // SIMCom, Qualcomm sticks
  '2c7c', // Quectel
  '1199', // Sierra Wireless
  '1bc7', // Telit
  '1e2d', // Cinterion, Thales
  '1546', // u-blox
  '1bbb', // Alcatel
  '0af0', // Option
  '1410', // Novatel
  '05c6', // Qualcomm
])

export function isModemVendor(vendorId: string | null): boolean {
  return vendorId !== null && MODEM_USB_VENDORS.has(vendorId.toLowerCase())
}
