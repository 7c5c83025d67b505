import { useEffect, useRef } from 'react'
import { useLocation } from 'wouter'
import { useSearch } from '../state/search.ts'
import type { ScreenPlace } from './screens.ts'

/** Ctrl+1…9 and 0 open the screens of the rail, F2 the search, wherever the focus is. */
export function useGlobalKeys(places: readonly ScreenPlace[]): void {
  const [, navigate] = useLocation()
  const askFocus = useSearch((state) => state.askFocus)
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const place = screenOfKey(event, places)
      if (place !== null) navigate(place.path)
      else if (event.key === 'F2') askFocus()
      else return
      event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [places, navigate, askFocus])
}

/** A screen that was asked for is shown, and gets the keys: the search that was under way is over. */
export function useLeaveSearch(): void {
  const [location] = useLocation()
  const setText = useSearch((state) => state.setText)
  const shown = useRef(location)
  useEffect(() => {
    // A reload shows the same screen and keeps what was typed.
    if (shown.current === location) return
    shown.current = location
    setText('')
    const { activeElement } = document
    const searching =
      activeElement instanceof HTMLInputElement && activeElement.dataset['testid'] === 'search'
    if (searching && location !== '/') activeElement.blur()
  }, [location, setText])
}

/** By the key's place on the keyboard, so that it works in both alphabets and on the number pad. */
export function screenOfKey(
  event: Pick<KeyboardEvent, 'code' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey'>,
  places: readonly ScreenPlace[],
): ScreenPlace | null {
  if (!event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return null
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1]
  return digit === undefined ? null : (places[(Number(digit) + 9) % 10] ?? null)
}
