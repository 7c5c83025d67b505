import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export type Appearance = 'system' | 'light' | 'dark'
export type Language = 'ru' | 'en'

interface PreferencesState {
  readonly appearance: Appearance
  /** Null until it is chosen here: then the command line's counts, and Russian without one. */
  readonly language: Language | null
  readonly offered: Language | null
  setAppearance(appearance: Appearance): void
  setLanguage(language: Language): void
  /** The language that the command line names. */
  offer(language: Language | null): void
}

/** How this machine's user likes to see the program. */
export const usePreferences = create<PreferencesState>()(
  persist(
    (set) => ({
      appearance: 'system',
      language: null,
      offered: null,
      setAppearance: (appearance) => set({ appearance }),
      setLanguage: (language) => set({ language }),
      offer: (offered) => set({ offered }),
    }),
    {
      name: 'kvitok.preferences',
      partialize: ({ appearance, language }) => ({ appearance, language }),
    },
  ),
)

export function languageOf({ language, offered }: Pick<PreferencesState, 'language' | 'offered'>): Language {
  return language ?? offered ?? 'ru'
}
