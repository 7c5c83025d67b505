import { type RefObject, useEffect, useRef } from 'react'

/** Scrolls what has just been opened into sight, once. */
export function useInSight(): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => {
    // Newer browsers answer with a promise, which React would call as the effect's end.
    form.current?.scrollIntoView({ block: 'start' })
  }, [])
  return form
}
