import { useQueryClient } from '@tanstack/react-query'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { useSession } from '../../state/session.ts'
import { isOpenToAnyone } from './open-to-anyone.ts'

export function useLogin() {
  const queries = useQueryClient()
  const begin = useSession((state) => state.begin)
  const login = useCoreCommand('session.login')
  return {
    busy: login.busy,
    error: login.error,
    /** False when the PIN was refused. */
    async enter(operatorId: number, pin: string): Promise<boolean> {
      const outcome = await login.run({ operatorId, pin })
      if (!outcome.ok) return false
      // What another operator was shown or refused is not what this one may see.
      queries.removeQueries({ predicate: ({ queryKey }) => !isOpenToAnyone(queryKey[0]) })
      begin(outcome.value.session, outcome.value.operator)
      return true
    },
  }
}
