import { type RefObject, useEffect, useRef } from 'react'

/** Scrolls what has just been opened into sight, once. */
export function useInSight(): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => form.current?.scrollIntoView({ block: 'start' }), [])
  return form
}
