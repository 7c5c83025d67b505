/** How a modem takes the code of a USSD question and gives its answer (3GPP TS 27.007, 7.15). */
export type UssdForm = 'plain' | 'packed' | 'ucs2'

/** What a maker's modems want besides the standards' commands: data, so that a new one is a row. */
export interface Vendor {
  readonly name: string
  /** Tested against the answers to AT+CGMI and AT+CGMM, in the table's order. */
  readonly identifies: RegExp
  /** Vendor ids of its USB devices, lower-case hex: their ports are opened unasked. */
  readonly usbVendors: readonly string[]
  /** Numbers of the USB interfaces on which commands and announcements go, best first; empty = all alike. */
  readonly interfaces: readonly number[]
  /** The same by what Windows calls the port. */
  readonly portTitle: RegExp | null
  /** Tells which interface announces messages; its answer is read by `announcingInterface`. */
  readonly portQuestion: string | null
  /** Sent at the end of the set-up; an error answer is no failure. */
  readonly setup: readonly string[]
  /** Change what the device keeps: sent only where the settings ask for it. */
  readonly persistentSetup: readonly string[]
  /** Values of <ds> in AT+CNMI, best first: 1 direct, 2 stored and announced, 0 none. */
  readonly reports: readonly number[]
  /** Codes of +CMS ERROR that this maker uses to say that it is busy. */
  readonly busyCodes: readonly number[]
  /** Forms of a USSD question in the order tried. */
  readonly ussd: readonly UssdForm[]
  /** Restarts the modem without its USB device turning into something else; null where nothing safe is known. */
  readonly restart: string | null
  /** Told at its start, and by some firmware now and then: see `restart-signs.ts`. */
  readonly bootLine: RegExp | null
  /** From the restart to the first answer, ms. */
  readonly restart_ms: number
}

const GENERIC: Vendor = {
  name: 'generic',
  identifies: /^/,
  usbVendors: [
    '1bc7', // Telit
    '1546', // u-blox
    '1bbb', // Alcatel
    '0af0', // Option
    '1410', // Novatel
    '05c6', // Qualcomm
  ],
  interfaces: [],
  portTitle: /modem|at (?:command )?(?:port|interface)/i,
  portQuestion: null,
  setup: [],
  persistentSetup: [],
  reports: [1, 2, 0],
  busyCodes: [],
  ussd: ['plain', 'ucs2', 'packed'],
  restart: null,
  bootLine: null,
  restart_ms: 0,
}

/** The first that fits names the modem. */
export const VENDORS: readonly Vendor[] = [
  {
    ...GENERIC,
    name: 'Huawei',
    identifies: /huawei/i,
    usbVendors: ['12d1'],
    // Modem, diagnostics, PC UI: announcements come on the last one only.
    interfaces: [2, 1, 0],
    portTitle: /pc ui|pcui/i,
    portQuestion: 'AT^GETPORTMODE',
    // ^CURC=0 stops the periodic ^RSSI and ^BOOT lines on which readers have choked.
    setup: ['AT^CURC=0'],
    bootLine: /^\^BOOT:/,
    persistentSetup: ['AT^PORTSEL=1'],
    ussd: ['packed', 'plain'],
    // AT+CFUN=1,1 brings an E173 back as a disk.
    restart: null,
  },
  {
    ...GENERIC,
    name: 'ZTE',
    identifies: /zte/i,
    usbVendors: ['19d2'],
    interfaces: [1, 2, 3],
    portTitle: /proprietary usb modem/i,
    // 8 leaves the disk out at the next start, 5 lets the modem choose the network: both are kept by the device.
    persistentSetup: ['AT+ZCDRUN=8', 'AT+ZOPRT=5'],
  },
  {
    ...GENERIC,
    name: 'SIM7600',
    identifies: /sim\s?com.*(?:sim)?(?:7[0-9]{3}|a76)/i,
    usbVendors: ['1e0e'],
    interfaces: [2, 3],
    portTitle: /at port/i,
    restart: 'AT+CRESET',
    restart_ms: 20_000,
  },
  {
    ...GENERIC,
    name: 'SIM800',
    identifies: /sim\s?com|sim[89]\d\d/i,
    // It tells the cell's time where it is asked to.
    setup: ['AT+CLTS=1'],
    restart: 'AT+CFUN=1,1',
    restart_ms: 8_000,
  },
  {
    ...GENERIC,
    name: 'Quectel',
    identifies: /quectel|\bEC2\d\b/i,
    usbVendors: ['2c7c'],
    interfaces: [2, 3],
    portTitle: /at port/i,
    // It announces reports in "SM" and keeps them in SR, where nothing reads them.
    reports: [1, 0],
    persistentSetup: ['AT+QURCCFG="urcport","usbat"'],
    restart: 'AT+CFUN=1,1',
    restart_ms: 15_000,
  },
  {
    ...GENERIC,
    name: 'Wavecom',
    identifies: /wavecom|sierra/i,
    usbVendors: ['1199'],
    busyCodes: [515],
    // AT+CFUN=1 alone is its restart.
    restart: 'AT+CFUN=1',
    restart_ms: 8_000,
  },
  {
    ...GENERIC,
    name: 'Cinterion',
    identifies: /siemens|cinterion|thales|gemalto/i,
    usbVendors: ['1e2d'],

    restart: 'AT+CFUN=1,1',
    restart_ms: 10_000,
  },
]

export function vendorOf(manufacturer: string | null, model: string | null): Vendor {
  const name = `${manufacturer ?? ''} ${model ?? ''}`
  return VENDORS.find((vendor) => vendor.identifies.test(name)) ?? GENERIC
}

/** The row of a port's USB vendor id; null for the devices of other trades, a till's or a scanner's. */
export function vendorOfUsb(vendorId: string | null): Vendor | null {
  const id = vendorId?.toLowerCase() ?? ''
  return [...VENDORS, GENERIC].find((vendor) => vendor.usbVendors.includes(id)) ?? null
}

/** `^GETPORTMODE: TYPE: WCDMA: huawei,MDM:0,DIAG:1,PCUI:2`: the number of the interface that announces. */
export function announcingInterface(line: string): number | null {
  const found = /PCUI:\s*(\d{1,2})/i.exec(line)?.[1]
  return found === undefined ? null : Number(found)
}
