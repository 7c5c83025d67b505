/** `+7 912 345-67-89` for a number under +7; others stay as they are. */
export function formatPhone(e164: string): string {
  const match = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(e164)
  return match ? `+7 ${match[1]} ${match[2]}-${match[3]}-${match[4]}` : e164
}

/** `+7 912 ***-**-89`: enough for its owner to know it, not for anyone to ring it. */
export function maskPhone(e164: string): string {
  const match = /^\+7(\d{3})\d{5}(\d{2})$/.exec(e164)
  if (match) return `+7 ${match[1]} ***-**-${match[2]}`
  return e164.length > 6 ? `${e164.slice(0, 3)}***${e164.slice(-2)}` : '***'
}

/** The digits alone, the form in which phones are kept for search. */
export function phoneDigits(text: string): string {
  return text.replace(/\D/g, '')
}

/** The last `count` digits of a number (4 by default), or all when there are fewer. */
export function lastDigits(text: string, count = 4): string {
  return phoneDigits(text).slice(-count)
}

/**
 * The part of a number that its writing does not change: the last 10 digits, under which +7…, 8… and the bare
 * form of one Russian number meet.
 */
export function nationalTail(text: string): string {
  return lastDigits(text, 10)
}
