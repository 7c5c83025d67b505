import type { RejectClass } from '../../app/ports/modem.ts'

/** A final result other than OK: `+CMS ERROR`, `+CME ERROR`, or a bare word such as ERROR. */
export interface AtError {
  readonly family: 'cms' | 'cme' | 'word'
  /** null for bare words and for errors spelt out in text. */
  readonly code: number | null
  /** The line as the modem wrote it. */
  readonly line: string
}

export interface ErrorMeaning {
  readonly class: RejectClass
  readonly text: string
  /** Worth exactly one more try. */
  readonly once?: boolean
}

type Row = readonly [codes: readonly number[], meaning: RejectClass, text: string]

/** 3GPP TS 27.005, 3.2.5; causes 1-127 are those of 3GPP TS 24.011, annex E, 128-255 of TS 23.040, 9.2.3.22. */
const CMS_ROWS: readonly Row[] = [
  [[1], 'permanent', 'unassigned number'],
  [[8], 'barred', 'operator determined barring'],
  [[10], 'barred', 'call barred'],
  [[21], 'permanent', 'short message transfer rejected'],
  [[27], 'permanent', 'destination out of service'],
  [[28], 'permanent', 'unidentified subscriber'],
  [[29], 'barred', 'facility rejected'],
  [[30], 'permanent', 'unknown subscriber'],
  [[38], 'later', 'network out of order'],
  [[41], 'soon', 'temporary failure'],
  [[42], 'later', 'congestion'],
  [[47], 'soon', 'resources unavailable'],
  [[50], 'permanent', 'requested facility not subscribed'],
  [[69], 'permanent', 'requested facility not implemented'],
  [[81], 'soon', 'invalid short message transfer reference'],
  [[95], 'permanent', 'invalid message'],
  [[96], 'permanent', 'invalid mandatory information'],
  [[97], 'permanent', 'message type non-existent or not implemented'],
  [[98], 'permanent', 'message not compatible with protocol state'],
  [[99], 'permanent', 'information element non-existent or not implemented'],
  [[111], 'later', 'protocol error'],
  [[127], 'permanent', 'interworking'],
  [[128, 129, 130, 143], 'permanent', 'protocol identifier not supported'],
  [[144, 145, 159], 'permanent', 'data coding scheme not supported'],
  [[160, 161, 175, 176], 'permanent', 'command not supported by the service centre'],
  [[192], 'soon', 'service centre busy'],
  [[193], 'barred', 'no service centre subscription'],
  [[194], 'soon', 'service centre system failure'],
  [[195], 'permanent', 'invalid address'],
  [[196], 'permanent', 'destination barred'],
  [[197], 'permanent', 'duplicate rejected by the service centre'],
  [[198], 'permanent', 'validity period format not supported'],
  [[199], 'permanent', 'validity period not supported'],
  [[208], 'device', 'SIM storage full'],
  [[209], 'device', 'SIM has no storage for messages'],
  [[210], 'device', 'error in the modem'],
  [[211], 'device', 'memory capacity exceeded'],
  [[300], 'device', 'modem failure'],
  [[301], 'device', 'message service of the modem reserved'],
  [[302], 'barred', 'operation not allowed'],
  [[303], 'device', 'operation not supported'],
  [[304], 'our-bug', 'invalid PDU'],
  [[305], 'our-bug', 'invalid text parameter'],
  [[310], 'device', 'SIM not inserted'],
  [[311], 'device', 'SIM PIN required'],
  [[312], 'device', 'phone to SIM PIN required'],
  [[313], 'device', 'SIM failure'],
  [[314], 'soon', 'SIM busy'],
  [[315], 'device', 'SIM wrong'],
  [[316], 'device', 'SIM PUK required'],
  [[317], 'device', 'SIM PIN2 required'],
  [[318], 'device', 'SIM PUK2 required'],
  [[320], 'device', 'memory failure'],
  [[321], 'device', 'invalid memory index'],
  [[322], 'device', 'memory full'],
  [[330], 'device', 'service centre address unknown'],
  [[331], 'later', 'no network service'],
  [[332], 'soon', 'network timeout'],
  [[340], 'soon', 'no acknowledgement expected'],
  [[500], 'soon', 'unknown error'],
  [[512], 'soon', 'collision with an incoming message'],
  [[515, 516, 517, 518, 519, 520], 'our-bug', 'PDU refused by the modem'],
  [[549, 550, 551, 552, 553, 554], 'our-bug', 'PDU refused by the modem'],
]

/** 3GPP TS 27.007, 9.2. */
const CME_ROWS: readonly Row[] = [
  [[3], 'device', 'operation not allowed'],
  [[4], 'device', 'operation not supported'],
  [[10], 'device', 'SIM not inserted'],
  [[11], 'device', 'SIM PIN required'],
  [[12], 'device', 'SIM PUK required'],
  [[13], 'device', 'SIM failure'],
  [[14], 'soon', 'SIM busy'],
  [[15], 'device', 'SIM wrong'],
  [[16], 'device', 'incorrect password'],
  [[20], 'device', 'memory full'],
  [[21], 'device', 'invalid index'],
  [[23], 'device', 'memory failure'],
  [[30], 'later', 'no network service'],
  [[31], 'soon', 'network timeout'],
  [[32], 'later', 'emergency calls only'],
  [[100], 'soon', 'unknown error'],
  [[515], 'soon', 'modem busy'],
]

const UNKNOWN: ErrorMeaning = { class: 'soon', text: 'error without a known code' }

/** Refusals that were seen to pass: tried once more, then believed. */
const ONCE: ReadonlySet<number> = new Set([21, 27, 127])

/** From here on the codes are the maker's own (3GPP TS 27.005, 3.2.5). */
const MAKERS_OWN = 512

function find(rows: readonly Row[], code: number): ErrorMeaning {
  const row = rows.find(([codes]) => codes.includes(code))
  if (row !== undefined) return { class: row[1], text: row[2] }
  return code >= MAKERS_OWN ? { class: 'soon', text: 'error of the modem\u2019s maker' } : UNKNOWN
}

/**
 * What an error means for the message it answered; unknown codes and bare words are worth a few more tries.
 * `busyCodes` are +CMS ERROR codes by which this maker says that it is busy.
 */
export function classify(error: AtError, busyCodes: readonly number[] = []): ErrorMeaning {
  if (error.code === null || error.family === 'word') return UNKNOWN
  if (isBusy(error, busyCodes)) return { class: 'soon', text: 'modem busy' }
  const meaning = find(error.family === 'cms' ? CMS_ROWS : CME_ROWS, error.code)
  return error.family === 'cms' && ONCE.has(error.code) ? { ...meaning, once: true } : meaning
}

/** True where the SIM or the modem asks to be left alone for a moment (gammu counts CME 515 so too). */
export function isBusy(error: AtError, busyCodes: readonly number[] = []): boolean {
  if (error.family === 'cme') return error.code === 14 || error.code === 515
  if (error.family !== 'cms' || error.code === null) return false
  return error.code === 314 || busyCodes.includes(error.code)
}
