import { useCallback, useState } from 'react'
import { useLocation } from 'wouter'
import type { AppError } from '../../../shared/errors.ts'
import { useCore } from '../../client/core-context.ts'
import { useSearch } from '../../state/search.ts'

interface Wanted {
  readonly clientId: number
  readonly service: string
  readonly number: string
  readonly orderId?: number
}

/** Opens one account at the desk, as if it had been typed there. */
export function useTakeToDesk() {
  const core = useCore()
  const [, navigate] = useLocation()
  const choose = useSearch((state) => state.choose)
  const [error, setError] = useState<AppError | null>(null)
  const take = useCallback(
    async ({ clientId, service, number, orderId }: Wanted): Promise<void> => {
      const client = await core.call('desk.client', { clientId }, null)
      if (!client.ok) {
        setError(client.error)
        return
      }
      const account = client.value.accounts.find((each) => each.number === number && each.service === service)
      choose({ clientId, accountId: account?.id ?? null, ...(orderId === undefined ? {} : { orderId }) })
      navigate('/')
    },
    [core, choose, navigate],
  )
  return { take, error }
}
