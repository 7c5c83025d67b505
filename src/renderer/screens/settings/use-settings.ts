import { useState } from 'react'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { mayAct, useSession } from '../../state/session.ts'

export type Settings = CallOutput<'office.settings'>

/** The office's settings with what was changed on the screen and not yet saved. */
export function useSettings() {
  const operator = useSession((state) => state.operator)
  const query = useCoreQuery('office.settings', {})
  const save = useCoreCommand('office.saveSettings')
  const [changes, setChanges] = useState<Partial<Settings>>({})
  const [done, setDone] = useState(false)
  const draft = query.data === undefined ? null : { ...query.data, ...changes }
  return {
    draft,
    mayEdit: mayAct(operator, 'owner'),
    changed: Object.keys(changes).length > 0,
    /** Saved and not touched since. */
    done,
    busy: save.busy,
    error: save.error ?? query.error,
    change: (part: Partial<Settings>) => {
      setDone(false)
      setChanges((before) => ({ ...before, ...part }))
    },
    save: async (): Promise<void> => {
      if (draft === null || !(await save.run(draft)).ok) return
      await query.refetch()
      setChanges({})
      setDone(true)
    },
  }
}

export type SettingsForm = ReturnType<typeof useSettings>
