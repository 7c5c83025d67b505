import { create } from 'zustand'

interface WritingState {
  readonly open: boolean
  readonly phone: string
  readonly text: string
  show(open: boolean): void
  change(change: Partial<Pick<WritingState, 'phone' | 'text'>>): void
}

/** A message written by hand: what is typed stays until it is sent. */
export const useWriting = create<WritingState>()((set) => ({
  open: false,
  phone: '',
  text: '',
  show: (open) => set({ open }),
  change: (change) => set(change),
}))
