import { useEffect } from 'react'
import { type DeskKey, deskKeyOf, worksInField } from './desk-keys.ts'
import type { DeskEvent } from './desk-machine.ts'

type Place = 'search' | 'field' | 'button' | 'foreign' | 'desk'

const repeatable: readonly DeskKey[] = ['up', 'down', 'delete']

/** The keys of the desk, wherever on it the focus is; fields that are not its own keep theirs. */
export function useDeskKeyboard(send: (event: DeskEvent) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const key = deskKeyOf(event)
      if (key === null || event.defaultPrevented) return
      const place = placeOf(event.target)
      if (place === 'foreign') return
      if (place === 'field' && !worksInField(key)) return
      if (place === 'button' && key === 'enter') return
      if (place === 'search' && !worksInEmptySearch(key, event.target)) return
      event.preventDefault()
      // A key that is held down must not walk through the money.
      if (event.repeat && !repeatable.includes(key)) return
      send({ type: 'key', key })
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [send])
}

function worksInEmptySearch(key: ReturnType<typeof deskKeyOf>, target: EventTarget | null): boolean {
  if (key === 'f4' || key === 'f7' || key === 'f8' || key === 'f9') return true
  const empty = target instanceof HTMLInputElement && target.value === ''
  return empty && (key === 'plus' || key === 'esc')
}

function placeOf(target: EventTarget | null): Place {
  if (!(target instanceof HTMLElement)) return 'desk'
  if (target.dataset['testid'] === 'search') return 'search'
  if (target.dataset['desk'] === 'field') return 'field'
  if (target.dataset['desk'] === 'key') return 'desk'
  if (target.matches('input, textarea, select, [contenteditable], [role="combobox"]')) return 'foreign'
  return target.closest('button, a') === null ? 'desk' : 'button'
}
