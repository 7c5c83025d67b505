import { type RefObject, useEffect, useRef } from 'react'

/**
 * Hears the keys pressed inside an element, and those pressed while nothing has the focus. The handler says whether
 * the key was its own.
 */
export function useKeysIn(
  box: RefObject<HTMLElement | null>,
  onKey: (event: KeyboardEvent) => boolean,
): void {
  const handler = useRef(onKey)
  useEffect(() => {
    handler.current = onKey
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      const { target } = event
      const ours =
        target === document.body || (target instanceof Node && box.current?.contains(target) === true)
      if (!ours || event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey) return
      if (handler.current(event)) event.preventDefault()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [box])
}
