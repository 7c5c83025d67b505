import { useEffect, useRef } from 'react'
import { useSearch } from '../../state/search.ts'
import type { DeskState } from './desk-state.ts'

/** The element that the number pad types into at each stage. */
const fields = {
  bills: '[data-desk-focus="rows"]',
  editing: '[data-desk-focus="sum"]',
  cash: '[data-desk-focus="received"]',
  confirm: '[data-desk-focus="pay"]',
}

/** After each step of the desk the focus stands where the next key belongs; nothing else ever moves it. */
export function useDeskFocus(desk: DeskState, cursorKey: string | null, shiftClosed: boolean): void {
  const askFocus = useSearch((state) => state.askFocus)
  const { stage } = desk
  const place = stage === 'bills' && desk.editing !== null ? 'editing' : stage
  const row = stage === 'bills' ? cursorKey : null
  const received = useRef(desk.received)
  useEffect(() => {
    if (place === 'search' || place === 'done') {
      if (!shiftClosed) askFocus()
      return
    }
    const field = document.querySelector<HTMLElement>(fields[place])
    if (field === null || (place === 'bills' && row === null)) leaveField()
    else field.focus()
    // An old sum is typed over; one that was typed ahead goes on.
    if (field instanceof HTMLInputElement && place === 'cash' && received.current === field.value)
      field.select()
  }, [place, row, shiftClosed, askFocus])
  useEffect(() => {
    received.current = desk.received
  }, [desk.received])
}

/** While the rows are on their way, no key may fall into the search line. */
function leaveField(): void {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
}
