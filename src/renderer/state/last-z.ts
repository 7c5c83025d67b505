import { create } from 'zustand'
import type { CallOutput } from '../../shared/contract/contract.ts'

export type ZReport = CallOutput<'shift.close'>

interface LastZState {
  /** The end of the shift that this window closed last; null once a new one is open. */
  readonly report: ZReport | null
  show(report: ZReport | null): void
}

export const useLastZ = create<LastZState>()((set) => ({
  report: null,
  show: (report) => set({ report }),
}))
