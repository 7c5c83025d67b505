import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'

interface FailureSeenState {
  /** When the failure came about that a person has taken note of in this window, UTC ms. */
  readonly at: number | null
  see(at: number): void
}

export const useFailureSeen = create<FailureSeenState>()(
  persist((set) => ({ at: null, see: (at) => set({ at }) }), {
    name: 'kvitok.failure-seen',
    storage: createJSONStorage(() => sessionStorage),
  }),
)
