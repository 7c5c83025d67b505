/** The E.164 form of a whole number as a person types it (+7…, 8…, 7…, ten digits); null while it is not whole. */
export function typedNumber(text: string): string | null {
  if (!/^\+?[\d\s().-]+$/u.test(text.trim())) return null
  const digits = text.replace(/\D/g, '')
  if (text.trim().startsWith('+') && !digits.startsWith('7')) {
    return digits.length >= 8 && digits.length <= 15 ? `+${digits}` : null
  }
  if (digits.length === 11 && /^[78]/.test(digits)) return `+7${digits.slice(1)}`
  // Ten digits after 7 or 8 are eleven that are not all typed yet.
  return /^[34569]\d{9}$/.test(digits) && !text.includes('+') ? `+7${digits}` : null
}

/** What to look for in the list: the digits of a number without its country's prefix, else the words. */
export function threadSearch(text: string): string {
  const whole = typedNumber(text)
  return whole === null ? text.trim() : whole.slice(-10)
}
