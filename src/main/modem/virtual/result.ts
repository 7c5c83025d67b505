/** How a command ended. */
export type Result =
  /** `afterwards` runs once the answer is out. */
  | { readonly kind: 'ok'; readonly lines: readonly string[]; readonly afterwards?: () => void }
  | { readonly kind: 'error' }
  /** 3GPP TS 27.007, 9.2. */
  | { readonly kind: 'cme'; readonly code: number }
  /** 3GPP TS 27.005, 3.2.5. */
  | { readonly kind: 'cms'; readonly code: number }
  /** A final line that is none of these. */
  | { readonly kind: 'line'; readonly text: string }
  /** The prompt `> ` and then the text up to Ctrl-Z; null = left with ESC. */
  | { readonly kind: 'prompt'; readonly take: (body: string | null) => Promise<Result> }
  /** Nothing at all: a fault. */
  | { readonly kind: 'silent' }

export const ok = (...lines: readonly string[]): Result & { kind: 'ok' } => ({ kind: 'ok', lines })
export const cme = (code: number): Result => ({ kind: 'cme', code })
export const cms = (code: number): Result => ({ kind: 'cms', code })
export const failed: Result = { kind: 'error' }
export const silent: Result = { kind: 'silent' }

export const CME = {
  notAllowed: 3,
  notSupported: 4,
  simPin: 11,
  simPuk: 12,
  simFailure: 13,
  wrongPassword: 16,
  badIndex: 21,
  noNetwork: 30,
  unknown: 100,
} as const

export const CMS = {
  notAllowed: 302,
  notSupported: 303,
  badPdu: 304,
  simPin: 311,
  simFailure: 313,
  simPuk: 318,
  badIndex: 321,
  memoryFull: 322,
  noNetwork: 331,
  noAcknowledgement: 340,
} as const

const CME_TEXT: Readonly<Record<number, string>> = {
  3: 'operation not allowed',
  4: 'operation not supported',
  10: 'SIM not inserted',
  11: 'SIM PIN required',
  12: 'SIM PUK required',
  13: 'SIM failure',
  14: 'SIM busy',
  16: 'incorrect password',
  21: 'invalid index',
  22: 'not found',
  30: 'no network service',
  100: 'unknown',
}

const CMS_TEXT: Readonly<Record<number, string>> = {
  302: 'operation not allowed',
  303: 'operation not supported',
  304: 'invalid PDU mode parameter',
  305: 'invalid text mode parameter',
  310: 'SIM not inserted',
  311: 'SIM PIN required',
  313: 'SIM failure',
  318: 'SIM PUK required',
  321: 'invalid memory index',
  322: 'memory full',
  331: 'no network service',
  340: 'no +CNMA acknowledgement expected',
  500: 'unknown error',
}

/** Numeric form of V.250, 5.7.1. */
const NUMERIC: Readonly<Record<string, string>> = { OK: '0', 'NO CARRIER': '3', ERROR: '4' }

/** A final result code as it goes over the line, without its framing. */
export function finalText(result: Result, errorForm: number): string | null {
  switch (result.kind) {
    case 'ok':
      return 'OK'
    case 'error':
      return 'ERROR'
    case 'line':
      return result.text
    case 'cme':
      if (errorForm === 0) return 'ERROR'
      return `+CME ERROR: ${errorForm === 2 ? (CME_TEXT[result.code] ?? result.code) : result.code}`
    case 'cms':
      return `+CMS ERROR: ${errorForm === 2 ? (CMS_TEXT[result.code] ?? result.code) : result.code}`
    case 'prompt':
    case 'silent':
      return null
  }
}

/** `text` framed as V.250, 5.7.1 has it: verbose `CR LF text CR LF`, numeric `code CR`. */
export function frameFinal(text: string, verbose: boolean): string {
  if (verbose) return `\r\n${text}\r\n`
  const code = NUMERIC[text]
  return code === undefined ? `${text}\r` : `${code}\r`
}

export function frameLines(lines: readonly string[], verbose: boolean): string {
  if (lines.length === 0) return ''
  return `${verbose ? '\r\n' : ''}${lines.join('\r\n')}\r\n`
}
