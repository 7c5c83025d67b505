import { create } from 'zustand'
import { persist } from 'zustand/middleware'

export type Appearance = 'system' | 'light' | 'dark'
export type Language = 'ru' | 'en'

interface PreferencesState {
  readonly appearance: Appearance
  readonly language: Language
  setAppearance(appearance: Appearance): void
  setLanguage(language: Language): void
}

/** How this machine's user likes to see the program. */
export const usePreferences = create<PreferencesState>()(
  persist(
    (set) => ({
      appearance: 'system',
      language: 'ru',
      setAppearance: (appearance) => set({ appearance }),
      setLanguage: (language) => set({ language }),
    }),
    { name: 'kvitok.preferences' },
  ),
)
