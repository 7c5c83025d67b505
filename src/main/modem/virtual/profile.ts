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
}

/** Manners of a Huawei stick: slots from 0, lines of its own, its own words for an unknown command. */
export const huaweiProfile: ModemProfile = {
  name: 'huawei',
  manufacturer: 'huawei',
  model: 'E173',
  revision: '11.126.85.00.00',
  imei: '353069041234561',
  firstSlot: 0,
  bootLines: ['^BOOT:22047,0,0,0,20', '^SIMST:1'],
  unknownCommand: 'COMMAND NOT SUPPORT',
  vendorLines: true,
}

/** The profile of this name, undefined when there is none. */
export function profileByName(name: string): ModemProfile | undefined {
  return [genericProfile, huaweiProfile].find((profile) => profile.name === name)
}
