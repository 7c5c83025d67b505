import { afterColon, splitFields } from '../at/answers.ts'
import type { Exchange } from '../at/exchange.ts'
import { asking, free } from './commands.ts'

/** The modem and card the office works with; what is null is not looked at. */
export interface Identity {
  readonly imei: string | null
  readonly imsi: string | null
  /** Known before a PIN is given, so that no PIN goes to another card. */
  readonly iccid: string | null
}

export const ANY_IDENTITY: Identity = { imei: null, imsi: null, iccid: null }

const differs = (expected: string | null, found: string | null): boolean =>
  expected !== null && found !== null && expected !== found

/** What of the found is another than expected; null where nothing is known to differ. */
export function otherIdentity(expected: Identity, found: Identity): 'other-modem' | 'other-sim' | null {
  if (differs(expected.imsi, found.imsi) || differs(expected.iccid, found.iccid)) return 'other-sim'
  return differs(expected.imei, found.imei) ? 'other-modem' : null
}

/** True where a saved PIN may be given: the card behind it is, or may be, the one it belongs to. */
export function mayUseSavedPin(expected: Identity, found: Identity): boolean {
  if (expected.iccid !== null && found.iccid !== null) return expected.iccid === found.iccid
  return !differs(expected.imei, found.imei)
}

/** The first line of an answer, without the command's name or quotes that some modems put around it. */
export async function word(exchange: Exchange, text: string): Promise<string | null> {
  const answer = await exchange.run(free(text))
  const line = answer.kind === 'ok' ? answer.lines[0] : undefined
  if (line === undefined) return null
  const bare = line.text
    .replace(/^[+^][A-Z]+:\s*/, '')
    .replaceAll('"', '')
    .trim()
  return bare === '' ? null : bare
}

const ICCID_QUESTIONS = ['AT+CCID', 'AT+ICCID', 'AT^ICCID?', 'AT+QCCID']

/** A modem that does not even refuse what it does not know is not asked in other ways. */
const QUESTION_MS = 2_000

/** The card's serial number by whichever command the modem has (ITU-T E.118: 89 and up to 18 digits). */
export async function readIccid(exchange: Exchange): Promise<string | null> {
  for (const text of ICCID_QUESTIONS) {
    const question = text.startsWith('AT^') ? asking(text) : free(text)
    const answer = await exchange.run({ ...question, timeout_ms: QUESTION_MS })
    const found = /89\d{15,18}/.exec(answer.lines[0]?.text ?? '')?.[0]
    if (found !== undefined) return found
    if (answer.kind === 'timeout' || answer.kind === 'closed') return null
  }
  return null
}

/** The number the card says it has, E.164 where its type says international (3GPP TS 27.007, 7.1). */
export async function readOwnNumber(exchange: Exchange): Promise<string | null> {
  const answer = await exchange.run({
    text: 'AT+CNUM',
    timeout_ms: QUESTION_MS,
    accepts: (line) => line.startsWith('+CNUM:'),
  })
  for (const { text } of answer.lines) {
    const [, number, type] = splitFields(afterColon(text))
    if (number === undefined || !/^\+?\d{5,15}$/.test(number)) continue
    return type === '145' && !number.startsWith('+') ? `+${number}` : number
  }
  return null
}
