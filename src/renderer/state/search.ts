import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'

export interface ChosenHit {
  readonly clientId: number
  /** Null when a person was found, not one of their accounts. */
  readonly accountId: number | null
  /** The order by SMS that the client came to pay. */
  readonly orderId?: number
}

interface SearchState {
  readonly text: string
  /** Counts up each time the search field is to be focused. */
  readonly focusAsked: number
  /** The row of the list that Enter opens. */
  readonly mark: number
  /** The text for which Enter was pressed before its hits were here. */
  readonly wanted: string | null
  /** What was chosen and not yet taken by the desk. */
  readonly chosen: ChosenHit | null
  setText(text: string): void
  setMark(mark: number): void
  want(): void
  askFocus(): void
  choose(hit: ChosenHit): void
  taken(): void
}

/** The search line, which every screen has and whose hits the desk takes up. */
export const useSearch = create<SearchState>()(
  persist(
    (set) => ({
      text: '',
      focusAsked: 0,
      mark: 0,
      wanted: null,
      chosen: null,
      setText: (text) => set({ text, mark: 0, wanted: null }),
      setMark: (mark) => set({ mark }),
      want: () => set(({ text }) => ({ wanted: text })),
      askFocus: () => set((state) => ({ focusAsked: state.focusAsked + 1 })),
      choose: (chosen) => set({ chosen, text: '', mark: 0, wanted: null }),
      taken: () => set({ chosen: null }),
    }),
    {
      name: 'kvitok.search',
      storage: createJSONStorage(() => sessionStorage),
      partialize: ({ text }) => ({ text }),
    },
  ),
)
