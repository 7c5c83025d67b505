import { useState } from 'react'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { useDebounced } from '../parts/use-debounced.ts'
import type { Campaign } from './campaign-row.tsx'

const typing_ms = 250

/** A campaign being written, with what the core would make of it. `campaign` is null for a new one. */
export function useCampaignDraft(campaign: Campaign | null) {
  const save = useCoreCommand('campaigns.save')
  const [name, setName] = useState(campaign?.name ?? '')
  const [text, setText] = useState(campaign?.text ?? '')
  const [audience, setAudience] = useState(campaign?.audience ?? { serviceId: null, withDebt: null })
  const [latin, setLatin] = useState(campaign?.latin ?? false)
  const [savedId, setSavedId] = useState(campaign?.id ?? null)
  const settled = useDebounced(text, typing_ms)
  const preview = useCoreQuery(
    'campaigns.preview',
    { text: settled, audience, latin },
    { keepPrevious: true },
  )
  const ready = name.trim() !== '' && text.trim() !== ''
  const changed =
    name.trim() !== campaign?.name ||
    text.trim() !== campaign.text ||
    latin !== campaign.latin ||
    audience.serviceId !== campaign.audience.serviceId ||
    audience.withDebt !== campaign.audience.withDebt

  /** Resolves to the draft's id; null when the core refused it. */
  const store = async (): Promise<number | null> => {
    if (!changed) return savedId
    const saved = await save.run({ id: savedId, name: name.trim(), text: text.trim(), audience, latin })
    if (!saved.ok) return null
    // A new draft whose start is then refused is the same draft the next time.
    setSavedId(saved.value.id)
    return saved.value.id
  }
  return {
    name,
    setName,
    text,
    setText,
    audience,
    setAudience,
    latin,
    setLatin,
    preview,
    ready,
    changed,
    /** The preview is of this very text and audience. */
    fresh: ready && settled === text && preview.isSuccess && !preview.isPlaceholderData,
    store,
    saving: save.busy,
    error: save.error,
  }
}

export type CampaignDraft = ReturnType<typeof useCampaignDraft>
