import { useEffect } from 'react'
import { type KeyHintLine, useKeyHintsStore } from '../state/key-hints.ts'

/** Shows a screen's keys in the bottom line while it is open; give it a list kept by useMemo. */
export function useKeyHints(hints: readonly KeyHintLine[]): void {
  const show = useKeyHintsStore((state) => state.show)
  useEffect(() => {
    show(hints)
    return () => show([])
  }, [hints, show])
}
