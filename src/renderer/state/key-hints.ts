import { create } from 'zustand'

export interface KeyHintLine {
  readonly keys: string
  readonly text: string
}

interface KeyHintsState {
  readonly hints: readonly KeyHintLine[]
  show(hints: readonly KeyHintLine[]): void
}

/** The keys that work now, as the bottom line shows them. */
export const useKeyHintsStore = create<KeyHintsState>()((set) => ({
  hints: [],
  show: (hints) => set({ hints }),
}))
