import { useEffect, useState } from 'react'
import { useCore } from '../../client/core-context.ts'

/** How far a job of the core is, per cent; null until it says something. */
export function useProgress(job: string): number | null {
  const core = useCore()
  const [percent, setPercent] = useState<number | null>(null)
  useEffect(() => {
    setPercent(null)
    return core.subscribe((event) => {
      if (event.type === 'progress' && event.job === job && event.total > 0)
        setPercent(Math.floor((100 * event.done) / event.total))
    })
  }, [core, job])
  return percent
}
