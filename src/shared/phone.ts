import { parsePhoneNumberFromString } from 'libphonenumber-js/max'

export { formatPhone, lastDigits, maskPhone, nationalTail, phoneDigits } from './phone-format.ts'

/** What a phone number is; only `mobile` is sent SMS by itself. `short` keeps its digits in `e164`. */
export type PhoneKind = 'mobile' | 'landline' | 'short' | 'tollfree' | 'other'

export interface Phone {
  readonly kind: PhoneKind
  /** `+79123456789`; for a short code its digits, which have no E.164 form. */
  readonly e164: string
  /** ISO 3166 code (RU and KZ share +7), null for a short code or where the plan tells none. */
  readonly country: string | null
}

const longestText = 32
const dialled = /^\+?[\d\s().\-‐‑‒–—/]+$/u

/**
 * Reads a number as people write it in Russia: +7…, 8…, 7…, ten bare digits, other countries with a plus.
 * Up to six digits is a short code. Null for letters, for numbers no plan has, for anything longer than 32.
 */
export function normalizePhone(text: string): Phone | null {
  if (text.length > longestText) return null
  const bare = text.trim()
  if (!dialled.test(bare)) return null
  const digits = bare.replace(/\D/g, '')
  if (digits.length < 2) return null
  if (digits.length <= 6) return bare.startsWith('+') ? null : { kind: 'short', e164: digits, country: null }
  const number = parsePhoneNumberFromString(bare, 'RU')
  if (!number?.isValid()) return null
  return { kind: kindOf(number.getType()), e164: number.number, country: number.country ?? null }
}

function kindOf(type: string | undefined): PhoneKind {
  if (type === 'MOBILE' || type === 'FIXED_LINE_OR_MOBILE') return 'mobile'
  if (type === 'FIXED_LINE') return 'landline'
  return type === 'TOLL_FREE' ? 'tollfree' : 'other'
}

/** The E.164 form of a mobile number, null for everything an SMS would not reach. */
export function normalizeMobile(text: string): string | null {
  const phone = normalizePhone(text)
  return phone?.kind === 'mobile' ? phone.e164 : null
}
