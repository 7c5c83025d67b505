import { mayAct, useSession } from '../../state/session.ts'

/** Terms and prices are changed by a senior or the owner; a cashier reads them. */
export function useMaySave(): boolean {
  return mayAct(
    useSession((state) => state.operator),
    'senior',
  )
}
