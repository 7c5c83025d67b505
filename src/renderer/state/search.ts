import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import type { DeskKey } from '../screens/desk/desk-keys.ts'

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
  /** Keys pressed after that Enter: they are meant for the desk. */
  readonly ahead: readonly DeskKey[]
  /** What was chosen and not yet taken by the desk. */
  readonly chosen: ChosenHit | null
  setText(text: string): void
  setMark(mark: number): void
  want(): void
  askFocus(): void
  choose(hit: ChosenHit): void
  /** Forgets what was chosen and gives the keys that were typed ahead. */
  taken(): readonly DeskKey[]
  typeAhead(key: DeskKey): void
}

/** The search line, which every screen has and whose hits the desk takes up. */
export const useSearch = create<SearchState>()(
  persist(
    (set, get) => ({
      text: '',
      focusAsked: 0,
      mark: 0,
      wanted: null,
      ahead: [],
      chosen: null,
      setText: (text) => set({ text, mark: 0, wanted: null, ahead: [] }),
      setMark: (mark) => set({ mark }),
      want: () => set(({ text }) => ({ wanted: text, ahead: [] })),
      typeAhead: (key) => set(({ ahead }) => ({ ahead: [...ahead, key] })),
      askFocus: () => set((state) => ({ focusAsked: state.focusAsked + 1 })),
      choose: (chosen) => set({ chosen, text: '', mark: 0, wanted: null }),
      taken: () => {
        const { ahead } = get()
        set({ chosen: null, ahead: [] })
        return ahead
      },
    }),
    {
      name: 'kvitok.search',
      storage: createJSONStorage(() => sessionStorage),
      partialize: ({ text }) => ({ text }),
    },
  ),
)
