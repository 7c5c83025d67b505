import { operatorName } from './operator-names.ts'

/** Readers of answer lines: pure, one for each command, null where the line is not as the standard says. */

/** The part after the first colon. */
export function afterColon(line: string): string {
  const colon = line.indexOf(':')
  return colon < 0 ? line.trim() : line.slice(colon + 1).trim()
}

/** Splits at top-level commas and takes quotes off. */
export function splitFields(value: string): string[] {
  const fields: string[] = []
  let field = ''
  let quoted = false
  let depth = 0
  for (const char of value) {
    if (char === '"') quoted = !quoted
    else if (char === '(' && !quoted) depth += 1
    else if (char === ')' && !quoted) depth -= 1
    if (char === ',' && !quoted && depth === 0) {
      fields.push(field.trim())
      field = ''
    } else if (char !== '"') field += char
  }
  fields.push(field.trim())
  return fields
}

export interface Registration {
  readonly registered: boolean
  readonly roaming: boolean
  readonly denied: boolean
}

const REGISTRATION_ANSWER = /^\+C[GE]?REG:\s*\d\s*,\s*(\d)/
const REGISTRATION_NEWS = /^\+(?:CREG|CEREG):\s*(\d)\s*(?:$|,\s*["0-9A-Fa-f]{3,})/

/** True for the answer to AT+CREG? (mode and state), not for the unsolicited line (state alone). */
export function isRegistrationAnswer(line: string): boolean {
  return REGISTRATION_ANSWER.test(line)
}

function registrationOf(stat: string | undefined): Registration | null {
  if (stat === undefined) return null
  return { registered: stat === '1' || stat === '5', roaming: stat === '5', denied: stat === '3' }
}

/** Answer to AT+CREG? or AT+CEREG?, 3GPP TS 27.007, 7.2. */
export function parseRegistration(line: string): Registration | null {
  return registrationOf(REGISTRATION_ANSWER.exec(line)?.[1])
}

/** The unsolicited +CREG or +CEREG. */
export function parseRegistrationNews(line: string): Registration | null {
  return registrationOf(REGISTRATION_NEWS.exec(line)?.[1])
}

export interface Signal {
  /** null = unknown. */
  readonly dbm: number | null
  readonly bars: number
}

/** Signal of an rssi value 0-31, 3GPP TS 27.007, 8.5; other values mean that it is unknown. */
export function signalOf(rssi: number): Signal {
  if (!(rssi >= 0 && rssi <= 31)) return { dbm: null, bars: 0 }
  const bars = [2, 5, 10, 15, 20].filter((limit) => rssi >= limit).length
  return { dbm: -113 + 2 * rssi, bars }
}

/** Answer to AT+CSQ. */
export function parseSignal(line: string): Signal | null {
  const rssi = /^\+CSQ:\s*(\d{1,3})/.exec(line)?.[1]
  return rssi === undefined ? null : signalOf(Number(rssi))
}

/** Name of the operator in the answer to AT+COPS?, as a person knows it; null when none is chosen. */
export function parseOperator(line: string): string | null {
  const name = splitFields(afterColon(line))[2]
  return name === undefined || name === '' ? null : operatorName(name)
}

/** Number in the answer to AT+CSCA?; null when none is set. */
export function parseServiceCentre(line: string): string | null {
  const number = splitFields(afterColon(line))[0]
  return number === undefined || number === '' ? null : number
}

/** The memories that each parameter of AT+CPMS may take, 3GPP TS 27.005, 3.2.2. */
export function parseMemories(line: string): string[][] {
  const value = afterColon(line).replace(/^\(\(/, '(').replace(/\)\)$/, ')')
  return [...value.matchAll(/\(([^()]*)\)/g)].map((group) =>
    splitFields(group[1] ?? '').filter((name) => name !== ''),
  )
}

export interface StorageCount {
  readonly used: number
  readonly total: number
}

/** Counters of the first memory in the answer to AT+CPMS= (`+CPMS: 3,50,…`) or AT+CPMS? (`+CPMS: "SM",3,50,…`). */
export function parseStorage(line: string): StorageCount | null {
  const numbers = splitFields(afterColon(line)).filter((field) => /^\d+$/.test(field))
  const [used, total] = numbers
  return used === undefined || total === undefined ? null : { used: Number(used), total: Number(total) }
}

/** The values each parameter of AT+CNMI may take, `(0-2),(0,1,3)` as sets, 3GPP TS 27.005, 3.4.1. */
export function parseRanges(line: string): number[][] {
  return splitFields(afterColon(line)).map((group) => {
    const values: number[] = []
    for (const item of group.replaceAll(/[()]/g, '').split(',')) {
      const range = /^\s*(\d{1,2})(?:\s*-\s*(\d{1,2}))?\s*$/.exec(item)
      if (range === null) continue
      const first = Number(range[1])
      const last = range[2] === undefined ? first : Number(range[2])
      for (let value = first; value <= last; value += 1) values.push(value)
    }
    return values
  })
}

export interface ListedHeader {
  readonly index: number
  /** 0 unread, 1 read, 2 stored for sending, 3 sent. */
  readonly status: number
  /** Octets of the TPDU without the service-centre octets. */
  readonly length: number | null
}

/** Header of AT+CMGL: `+CMGL: <index>,<stat>,[<alpha>],<length>`. */
export function parseListed(line: string): ListedHeader | null {
  const fields = splitFields(afterColon(line))
  const [index, status] = fields
  if (index === undefined || status === undefined || !/^\d{1,5}$/.test(index) || !/^\d$/.test(status)) {
    return null
  }
  return { index: Number(index), status: Number(status), length: lengthOf(fields) }
}

/** Header of AT+CMGR: `+CMGR: <stat>,[<alpha>],<length>`; `index` is the one that was asked for. */
export function parseRead(line: string, index: number): ListedHeader | null {
  const fields = splitFields(afterColon(line))
  const status = fields[0]
  if (status === undefined || !/^\d$/.test(status)) return null
  return { index, status: Number(status), length: lengthOf(fields) }
}

function lengthOf(fields: readonly string[]): number | null {
  const last = fields.at(-1)
  return last !== undefined && fields.length > 1 && /^\d{1,3}$/.test(last) ? Number(last) : null
}

/** `+CMTI: "SM",3` and `+CDSI: "SR",3`: where something new is stored. */
export function parseStoredAt(line: string): { readonly memory: string; readonly index: number } | null {
  const found = /^\+C(?:MTI|DSI):\s*"?([A-Za-z]{2})"?\s*,\s*(\d{1,5})/.exec(line)
  const memory = found?.[1]
  return memory === undefined ? null : { memory: memory.toUpperCase(), index: Number(found?.[2]) }
}

/** Index in `+CMGW: <index>`. */
export function parseWrittenAt(line: string): number | null {
  const digits = /^\+CMGW:\s*(\d{1,5})\b/.exec(line)?.[1]
  return digits === undefined ? null : Number(digits)
}

/** TP-MR in `+CMGS: <mr>` or `+CMSS: <mr>`, 0-255. */
export function parseReference(line: string): number | null {
  const digits = /^\+CM(?:GS|SS):\s*(\d{1,3})\b/.exec(line)?.[1]
  if (digits === undefined) return null
  const reference = Number(digits)
  return reference <= 255 ? reference : null
}

/** Whether messages and reports are announced, in the answer to AT+CNMI? (3GPP TS 27.005, 3.4.1). */
export function parseIndications(
  line: string,
): { readonly messages: number; readonly reports: number } | null {
  const numbers = splitFields(afterColon(line)).map(Number)
  const [, messages, , reports] = numbers
  if (messages === undefined || Number.isNaN(messages)) return null
  return { messages, reports: reports === undefined || Number.isNaN(reports) ? 0 : reports }
}
