/** Strings of AT commands in the set chosen with +CSCS (3GPP TS 27.007, 5.5). */

export const CHARACTER_SETS = ['IRA', 'GSM', 'UCS2'] as const

/** UTF-16 big-endian, upper-case hex. */
export function ucs2Hex(text: string): string {
  let hex = ''
  for (let index = 0; index < text.length; index += 1) {
    hex += text.charCodeAt(index).toString(16).padStart(4, '0').toUpperCase()
  }
  return hex
}

/** The text of UCS2 hex, null when it is none. */
export function fromUcs2Hex(hex: string): string | null {
  if (!/^(?:[0-9a-fA-F]{4})*$/.test(hex)) return null
  return hex.replace(/.{4}/g, (unit) => String.fromCharCode(Number.parseInt(unit, 16)))
}

/** A string as the modem shows it in this set; what the set lacks becomes `?`. */
export function shown(text: string, characterSet: string): string {
  return characterSet === 'UCS2' ? ucs2Hex(text) : text.replace(/[^\x20-\x7e]/g, '?')
}

/** A string as the computer gave it in this set. */
export function given(text: string, characterSet: string): string {
  return characterSet === 'UCS2' ? (fromUcs2Hex(text) ?? text) : text
}
