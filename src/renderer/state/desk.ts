import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'
import { type DeskEffect, type DeskEvent, type DeskView, deskStep } from '../screens/desk/desk-machine.ts'
import { type DeskState, emptyDesk, readDesk } from '../screens/desk/desk-state.ts'

interface DeskStore {
  readonly desk: DeskState
  /** One step of the desk; what it asks for is the caller's to do. */
  step(event: DeskEvent, view?: DeskView): DeskEffect
}

const noView: DeskView = { clients: [], loaded: true, total_kop: null }

/** The visit at this window's desk: a reload or a crash of the window loses nothing that was typed. */
export const useDeskStore = create<DeskStore>()(
  persist(
    (set, get) => ({
      desk: emptyDesk,
      step: (event, view = noView) => {
        const { state, effect } = deskStep(get().desk, event, view)
        set({ desk: state })
        return effect
      },
    }),
    {
      name: 'kvitok.desk',
      storage: createJSONStorage(() => sessionStorage),
      partialize: ({ desk }) => ({ desk }),
      merge: (kept, current) => ({
        ...current,
        desk: readDesk(typeof kept === 'object' && kept !== null && 'desk' in kept ? kept.desk : null),
      }),
    },
  ),
)
