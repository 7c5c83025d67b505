import { useSyncExternalStore } from 'react'
import { usePreferences } from '../state/preferences.ts'

const query = '(prefers-color-scheme: dark)'

function subscribe(changed: () => void): () => void {
  const media = matchMedia(query)
  media.addEventListener('change', changed)
  return () => media.removeEventListener('change', changed)
}

/** True when the screens are to be dark: by the switch, or by the system where it decides. */
export function useDark(): boolean {
  const appearance = usePreferences((state) => state.appearance)
  const system = useSyncExternalStore(subscribe, () => matchMedia(query).matches)
  return appearance === 'system' ? system : appearance === 'dark'
}
