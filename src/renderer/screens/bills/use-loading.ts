import { useState } from 'react'
import { useLocation } from 'wouter'
import { formatDay } from '../../../shared/calendar-day.ts'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import type { AppError } from '../../../shared/errors.ts'
import { useCore } from '../../client/core-context.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { dayOfText } from '../parts/day-field.tsx'
import { useStillHere } from '../parts/use-still-here.ts'
import { type LoadDraft, useLoadDraft } from './load-draft.ts'

export type Example = CallOutput<'registries.examples'>['items'][number]

export interface Loading {
  readonly draft: LoadDraft
  readonly busy: boolean
  readonly error: AppError | null
  change(change: Partial<LoadDraft>): void
  take(file: File): Promise<void>
  takeExample(example: Example): Promise<void>
  /** Reads the chosen file into a draft registry and opens it; null input means that something is not chosen yet. */
  preview(): Promise<void>
}

/** From a chosen file to its preview. Whatever fails, the file and the choices stay. */
export function useLoading(): Loading {
  const core = useCore()
  const [, navigate] = useLocation()
  const stillHere = useStillHere()
  const { set, ...draft } = useLoadDraft()
  const { run, busy, error, clear } = useCoreCommand('registries.preview')
  const [fileError, setFileError] = useState<AppError | null>(null)

  const read = async ({ file, serviceId, kind, asOfText, encoding }: LoadDraft): Promise<void> => {
    const asOfDay = dayOfText(asOfText)
    if (file === null || serviceId === null || asOfDay === 'wrong') return
    const registry = await run({
      fileName: file.name,
      bytes: file.bytes,
      serviceId,
      kind,
      asOfDay: kind === 'balance' ? asOfDay : null,
      encoding,
    })
    if (!registry.ok) return
    set({ file: null })
    if (stillHere()) navigate(`/bills/registry/${registry.value.id}`)
  }
  const change = (changed: Partial<LoadDraft>): void => {
    clear()
    setFileError(null)
    set(changed)
  }
  return {
    draft,
    busy,
    error: fileError ?? error,
    change,
    async take(file) {
      try {
        change({ file: { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) } })
      } catch {
        // A folder, or a file that was taken away or locked in the meantime.
        setFileError({ code: 'registry.unreadable', details: { problem: 'no-access' } })
      }
    },
    async takeExample(example) {
      const answer = await core.call('registries.example', { fileName: example.fileName }, null)
      if (!answer.ok) return setFileError(answer.error)
      const taken: LoadDraft = {
        file: { name: example.fileName, bytes: answer.value.bytes },
        serviceId: example.serviceId,
        kind: example.kind,
        asOfText: example.asOfDay === null ? '' : formatDay(example.asOfDay),
        encoding: null,
      }
      change(taken)
      await read(taken)
    },
    preview: () => read(draft),
  }
}
