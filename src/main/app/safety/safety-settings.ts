import { readSetting, writeSetting } from '../office/office-book.ts'
import type { Instant } from '../ports/clock.ts'
import type { Reader, Writer } from '../ports/store.ts'

const fieldOf = (text: string | null, name: string): unknown => {
  const value: unknown = JSON.parse(text ?? 'null')
  return value !== null && typeof value === 'object'
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined
}

/** When two words of the recovery sheet were last given back; null = never. */
export const readSheetAt = (read: Reader): Instant | null => {
  const at = fieldOf(readSetting(read, 'recovery-sheet'), 'at')
  return typeof at === 'number' ? at : null
}

/** A person has the sheet of the present passphrase in their hands. */
export const writeSheetAt = (tx: Writer, at: Instant | null): void =>
  writeSetting(tx, 'recovery-sheet', { at })

/** The second folder or stick for the mirror and the copies; null = none. */
export const readPlace = (read: Reader): string | null => {
  const folder = fieldOf(readSetting(read, 'place'), 'folder')
  return typeof folder === 'string' ? folder : null
}

export const writePlace = (tx: Writer, folder: string | null): void => writeSetting(tx, 'place', { folder })
