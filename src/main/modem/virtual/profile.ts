/** How a USSD string goes over the line: as it is, packed septets as hex, or UCS2 as hex. */
export type UssdCoding = 'plain' | 'packed' | 'ucs2'

/** The line by which a modem tells the cell's time. */
export type TimeNews = 'ctzv' | 'psuttz' | 'nwtime'

/** What tells one make of modem from another on the wire, as data. */
export interface ModemProfile {
  readonly name: string
  readonly manufacturer: string
  readonly model: string
  readonly revision: string
  /** 15 digits with their check digit. */
  readonly imei: string
  /** Index of the first slot of the message store. */
  readonly firstSlot: 0 | 1
  /** Lines sent by itself when it starts. */
  readonly bootLines: readonly string[]
  /** Final line for a command it does not know, instead of ERROR or +CME ERROR. */
  readonly unknownCommand: string | null
  /** Whether it sends `^…` lines by itself. */
  readonly vendorLines: boolean
  /** Names its message store goes by in +CPMS; all are one store. */
  readonly memories: readonly string[]
  /** +CPMS takes nothing but three equal names. */
  readonly equalMemories: boolean
  /** What each parameter of +CNMI may be (3GPP TS 27.005, 3.4.1). */
  readonly indications: readonly (readonly number[])[]
  /** What AT+CMGS is met with. */
  readonly prompt: string
  /** Reports asked for as stored are announced and kept where nothing reads them. */
  readonly reportsHidden: boolean
  /** A draft sent with +CMSS is marked as sent. */
  readonly marksSent: boolean
  readonly ussd: {
    readonly takes: readonly UssdCoding[]
    readonly gives: UssdCoding
    /** OK comes with the network's answer, not before it. */
    readonly holds: boolean
  }
  /** Commands of its own and their information lines. */
  readonly extra: Readonly<Record<string, readonly string[]>>
  /** Commands of the standards that it lacks. */
  readonly lacks: readonly string[]
  /** Commands that restart it, `+CFUN=1,1` as `+CFUN`. */
  readonly restarts: readonly string[]
  /** After such a restart it comes back as a disk: no port until it is plugged anew. */
  readonly restartLosesPort: boolean
  readonly timeNews: TimeNews | null
}

/** A modem that keeps to the standards and adds nothing. */
export const genericProfile: ModemProfile = {
  name: 'generic',
  manufacturer: 'Virtual',
  model: 'VM-1',
  revision: 'VM-1 1.0.0',
  imei: '490154203237518',
  firstSlot: 1,
  bootLines: [],
  unknownCommand: null,
  vendorLines: false,
  memories: ['SM'],
  equalMemories: false,
  indications: [[0, 1, 2], [0, 1, 2, 3], [0], [0, 1, 2], [0, 1]],
  prompt: '\r\n> ',
  reportsHidden: false,
  marksSent: true,
  ussd: { takes: ['plain', 'ucs2', 'packed'], gives: 'ucs2', holds: false },
  extra: {},
  lacks: [],
  restarts: ['+CFUN'],
  restartLosesPort: false,
  timeNews: 'ctzv',
}

/** Manners of a Huawei stick: slots from 0, lines of its own, its own words for an unknown command. */
export const huaweiProfile: ModemProfile = {
  ...genericProfile,
  name: 'huawei',
  manufacturer: 'huawei',
  model: 'E173',
  revision: '11.126.85.00.00',
  imei: '353069041234561',
  firstSlot: 0,
  bootLines: ['^BOOT:22047,0,0,0,20', '^SIMST:1'],
  unknownCommand: 'COMMAND NOT SUPPORT',
  vendorLines: true,
  ussd: { takes: ['packed'], gives: 'packed', holds: false },
  extra: { '^GETPORTMODE': ['^GETPORTMODE: TYPE: WCDMA: huawei,MDM:0,DIAG:1,PCUI:2'], '^PORTSEL': [] },
  timeNews: 'nwtime',
}

/** The profile of this name, undefined when there is none. */
export function profileByName(name: string, more: readonly ModemProfile[] = []): ModemProfile | undefined {
  return [genericProfile, huaweiProfile, ...more].find((profile) => profile.name === name)
}

/** `(0-2),(0,1)`: the values of parameters as a test command tells them. */
export function offeredText(parameters: readonly (readonly number[])[]): string {
  return parameters
    .map((values) => {
      const first = values[0] ?? 0
      const run = values.length > 2 && values.every((value, at) => value === first + at)
      return run ? `(${first}-${values.at(-1)})` : `(${values.join(',')})`
    })
    .join(',')
}
