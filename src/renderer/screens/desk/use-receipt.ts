import { useCallback, useMemo, useState } from 'react'
import type { AppError } from '../../../shared/errors.ts'
import { useCore } from '../../client/core-context.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { useDeskStore } from '../../state/desk.ts'

/** Shows the receipt of the last payment; the second time and after it is marked as a copy. */
export function useReceipt() {
  const core = useCore()
  const [error, setError] = useState<AppError | null>(null)
  const { run: markPrinted } = useCoreCommand('desk.printed')

  const open = useCallback(
    async (visitId: number, copy: boolean): Promise<boolean> => {
      setError(null)
      const receipt = await core.call('desk.receipt', { visitId, copy }, null)
      if (!receipt.ok) {
        setError(receipt.error)
        return false
      }
      const { fileName, pdf } = receipt.value
      const shown = await core.openDocument(fileName, new Uint8Array(pdf))
      if (!shown.ok) setError(shown.error)
      return shown.ok
    },
    [core],
  )
  const show = useCallback(async (): Promise<void> => {
    const { done } = useDeskStore.getState().desk
    if (done === null || !(await open(done.visitId, done.printed)) || done.printed) return
    await markPrinted({ visitId: done.visitId })
    useDeskStore.getState().step({ type: 'printed', visitId: done.visitId })
  }, [open, markPrinted])
  return useMemo(() => ({ show, open, error }), [show, open, error])
}
