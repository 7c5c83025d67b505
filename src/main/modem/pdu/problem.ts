/** Why a PDU, or a part of it, was refused. */
export type PduProblem =
  | 'not-hex'
  | 'too-long'
  | 'truncated'
  | 'trailing-octets'
  | 'wrong-type'
  | 'bad-address'
  | 'bad-user-data-length'
  | 'bad-header'
  | 'compressed'
  | 'eight-bit-data'
  | 'odd-ucs2'
  | 'unknown-language'

/** A refusal, as every decoder of this folder returns it. */
export interface Refused {
  readonly ok: false
  readonly problem: PduProblem
}

export const refused = (problem: PduProblem): Refused => ({ ok: false, problem })
