import { useCallback, useEffect, useRef } from 'react'

/** Whether its screen is still shown: who went on to the desk while something was read is not taken away from it. */
export function useStillHere(): () => boolean {
  const here = useRef(true)
  useEffect(() => {
    here.current = true
    return () => {
      here.current = false
    }
  }, [])
  return useCallback(() => here.current, [])
}
