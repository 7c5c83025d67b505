import { create } from 'zustand'

interface ClientListState {
  readonly text: string
  readonly mark: number
  setText(text: string): void
  setMark(mark: number): void
}

/** What was searched and where the list stood, so that a closed card returns to its row. */
export const useClientList = create<ClientListState>()((set) => ({
  text: '',
  mark: 0,
  setText: (text) => set({ text, mark: 0 }),
  setMark: (mark) => set({ mark }),
}))
