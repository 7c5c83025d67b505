import { useCallback, useState } from 'react'

export interface Box {
  readonly width: number
  readonly height: number
}

const none: Box = { width: 0, height: 0 }

/** The size of the element that `ref` is given to, in CSS pixels; zero until it is drawn. */
export function useBox(): readonly [
  ref: (element: HTMLElement | null) => (() => void) | undefined,
  box: Box,
] {
  const [box, setBox] = useState(none)
  const ref = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined
    const observer = new ResizeObserver(() =>
      setBox({ width: element.clientWidth, height: element.clientHeight }),
    )
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, box]
}
