/** What the desk understands of the keyboard; the same from the number pad and the main block. */
export type DeskKey =
  | 'enter'
  | 'esc'
  | 'up'
  | 'down'
  | 'plus'
  | 'star'
  | 'slash'
  | 'delete'
  | 'f4'
  | 'f7'
  | 'f8'
  | 'f9'
  | { readonly digit: string }

const named: Readonly<Record<string, Exclude<DeskKey, object>>> = {
  Enter: 'enter',
  Escape: 'esc',
  ArrowUp: 'up',
  ArrowDown: 'down',
  '+': 'plus',
  '*': 'star',
  '/': 'slash',
  Delete: 'delete',
  Backspace: 'delete',
  F4: 'f4',
  F7: 'f7',
  F8: 'f8',
  F9: 'f9',
}

/** Null for a key that the desk leaves to the page. */
export function deskKeyOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey'>,
): DeskKey | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null
  if (/^\d$/.test(event.key)) return { digit: event.key }
  return Object.hasOwn(named, event.key) ? (named[event.key] ?? null) : null
}

/** Keys that do their work even while a field is being typed into. */
export function worksInField(key: DeskKey): boolean {
  return typeof key === 'string' && key !== 'delete' && key !== 'slash'
}
