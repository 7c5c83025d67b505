import { codeOfText } from './error-texts.ts'
import type { AtError } from './errors.ts'

export type FinalResult = { readonly kind: 'ok' } | { readonly kind: 'error'; readonly error: AtError }

/** A line nobody asked for, with the PDU that followed it where its header announced one. */
export interface Unsolicited {
  readonly line: string
  readonly pdu: string | null
}

const WORDS: ReadonlySet<string> = new Set([
  'ERROR',
  'COMMAND NOT SUPPORT',
  'TOO MANY PARAMETERS',
  'NO CARRIER',
  'NO DIALTONE',
  'NO ANSWER',
  'BUSY',
])

const CODED = /^\+(CMS|CME) ERROR:?\s*(?:(\d{1,5})|(.*))/

/** Reads a final result code (ITU-T V.250, 5.7; 3GPP TS 27.005, 3.2.5; TS 27.007, 9.2), or null for other lines. */
export function parseFinal(line: string): FinalResult | null {
  if (line === 'OK') return { kind: 'ok' }
  if (WORDS.has(line)) return { kind: 'error', error: { family: 'word', code: null, line } }
  const coded = CODED.exec(line)
  if (coded === null) return null
  const digits = coded[2]
  const family = coded[1] === 'CMS' ? 'cms' : 'cme'
  const code = digits === undefined ? codeOfText(family, coded[3] ?? '') : Number(digits)
  return { kind: 'error', error: { family, code, line } }
}

const HEX = /^(?:[0-9A-Fa-f]{2})+$/

export function isHex(line: string): boolean {
  return HEX.test(line)
}

/** Headers of unsolicited messages that take the next line as their PDU (3GPP TS 27.005, 3.4.1). */
const PDU_HEADER = /^\+(CMT|CDS|CBM):/

export function announcesPdu(line: string): boolean {
  return PDU_HEADER.test(line)
}

const UNSOLICITED =
  /^(\^|\+(CMTI|CDSI|CMT|CDS|CBM|C[GE]?REG|CRING|CLIP|CCWA|CUSD|CPIN|CFUN|CIEV|CGEV|CTZV|Z[A-Z]+)\b|\*PSUT|RING\b|RDY\b|(Call|SMS) Ready\b|NORMAL POWER DOWN\b)/

/** Lines known to come by themselves; needed only where an answer has no prefix of its own (AT+CGMI). */
export function isKnownUnsolicited(line: string): boolean {
  return UNSOLICITED.test(line)
}

/**
 * True where the line says that the modem has just started, so that all its settings are gone, or that its card was
 * taken out, so that another may come.
 */
export function saysRestarted(line: string): boolean {
  return /^(?:RDY|\^SYSSTART|\+CPIN: (?:SIM|PH|NOT INSERTED)|\^SIMST:\s*255)\b/.test(line)
}

/**
 * Lines that a modem which is registered says only when it has started anew or is going off: no answer comes after
 * them. What may be late or ordinary news of a running one (+CPIN: READY, «SMS Ready», ^SIMST) is none of them.
 */
export function saysAnswerLost(line: string): boolean {
  return /^(?:RDY$|\^SYSSTART\b|\+CFUN: 1$|NORMAL POWER DOWN\b|POWERED DOWN\b)/.test(line)
}
