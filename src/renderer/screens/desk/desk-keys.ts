import { z } from 'zod'

const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ',', '.'] as const

/** What the desk understands of the keyboard; the same from the number pad and the main block. */
export const DeskKey = z.enum([
  ...digits,
  'enter',
  'esc',
  'up',
  'down',
  'plus',
  'star',
  'slash',
  'delete',
  'f4',
  'f7',
  'f8',
  'f9',
])
export type DeskKey = z.output<typeof DeskKey>

const named: ReadonlyMap<string, DeskKey> = new Map([
  ...digits.map((digit) => [digit, digit] as const),
  ['Enter', 'enter'],
  ['Escape', 'esc'],
  ['ArrowUp', 'up'],
  ['ArrowDown', 'down'],
  ['+', 'plus'],
  ['*', 'star'],
  ['/', 'slash'],
  ['Delete', 'delete'],
  ['Backspace', 'delete'],
  ['F4', 'f4'],
  ['F7', 'f7'],
  ['F8', 'f8'],
  ['F9', 'f9'],
])

/** Null for a key that the desk leaves to the page. */
export function deskKeyOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>,
): DeskKey | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null
  return named.get(event.key) ?? null
}

/** True for a key that types a part of a sum. */
export function isDigit(key: DeskKey): boolean {
  return key.length === 1
}

/** Keys that do their work even while a field is being typed into. */
export function worksInField(key: DeskKey): boolean {
  return !isDigit(key) && key !== 'delete' && key !== 'slash'
}
