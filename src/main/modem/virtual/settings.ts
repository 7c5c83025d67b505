/** What AT commands change and a restart forgets. */
export interface Settings {
  echo: boolean
  verbose: boolean
  quiet: boolean
  /** S-registers by number; S3, S4 and S5 are the line's own characters (V.250, 6.2.1 to 6.2.3). */
  readonly registers: Map<number, number>
  /** +CMEE: 0 plain ERROR, 1 numbers, 2 words. */
  errorForm: number
  /** Mode of +CREG, +CGREG and +CEREG: 0 silent, 1 status, 2 status and cell. */
  readonly registrationLines: Map<string, number>
  /** +COPS=3: 0 long, 1 short, 2 numeric. */
  operatorFormat: number
  characterSet: string
  /** +CSMS: 1 = routed messages are acknowledged with +CNMA. */
  messageService: number
  /** +CNMI (3GPP TS 27.005, 3.4.1). */
  indications: { mode: number; deliver: number; broadcast: number; report: number; buffer: number }
  moreMessages: number
  /** +CFUN: 0 minimum, 1 full, 4 radio off. */
  functionality: number
  phonebook: string
  /** Name the message store was last called by. */
  memory: string
  /** Added to the system's clock by +CCLK=, ms. */
  clockOffset_ms: number
  /** The cell's time is told as it changes (+CTZR). */
  timeReports: boolean
  /** Vendor's own lines on (^CURC). */
  vendorLines: boolean
}

export const CR = 13
export const LF = 10
export const BACKSPACE = 8

/** Settings of a modem that has just got power. */
export function powerOnSettings(vendorLines: boolean): Settings {
  return {
    echo: true,
    verbose: true,
    quiet: false,
    registers: new Map([
      [0, 0],
      [3, CR],
      [4, LF],
      [5, BACKSPACE],
      [7, 60],
    ]),
    errorForm: 0,
    registrationLines: new Map(),
    operatorFormat: 0,
    characterSet: 'IRA',
    messageService: 0,
    indications: { mode: 0, deliver: 0, broadcast: 0, report: 0, buffer: 0 },
    moreMessages: 0,
    functionality: 1,
    phonebook: 'SM',
    memory: 'SM',
    clockOffset_ms: 0,
    timeReports: false,
    vendorLines,
  }
}
