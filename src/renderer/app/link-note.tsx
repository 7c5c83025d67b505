import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useCore } from '../client/core-context.ts'

/** Says that the core cannot be reached, as long as it cannot. */
export function LinkNote() {
  const { t } = useTranslation()
  const core = useCore()
  const state = useSyncExternalStore(core.onState, core.state)
  if (state === 'open') return null
  return (
    <div className={`kv-link-note kv-tone-${state === 'lost' ? 'warn' : 'bad'}`} role="status">
      {t(`link.${state}`)}
    </div>
  )
}
