import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import type { CallOutput } from '../../shared/contract/contract.ts'

export type Operator = CallOutput<'session.who'>

interface SessionState {
  /** The operator's session of this window, null when nobody is logged in. */
  readonly session: string | null
  readonly operator: Operator | null
  begin(session: string, operator: Operator): void
  end(): void
}

/** Kept per window: a reload stays logged in, another window asks for a PIN. */
export const useSession = create<SessionState>()(
  persist(
    (set) => ({
      session: null,
      operator: null,
      begin: (session, operator) => set({ session, operator }),
      end: () => set({ session: null, operator: null }),
    }),
    { name: 'kvitok.session', storage: createJSONStorage(() => sessionStorage) },
  ),
)

const ranks = { cashier: 1, senior: 2, owner: 3 } as const

/** True when the operator's role is `least` or above it. */
export function mayAct(operator: Operator | null, least: Operator['role']): boolean {
  return operator !== null && ranks[operator.role] >= ranks[least]
}
