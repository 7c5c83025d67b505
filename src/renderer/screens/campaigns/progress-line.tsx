import { useTranslation } from 'react-i18next'
import type { Campaign } from './campaign-row.tsx'
import { progressParts } from './progress-parts.ts'

/** How far a campaign is, as one line of coloured shares. */
export function ProgressLine({ campaign }: { readonly campaign: Campaign }) {
  const { t } = useTranslation('campaigns')
  const parts = progressParts(campaign).filter((part) => part.count > 0)
  const words = parts.map((part) => `${t(`progress.${part.name}`)} ${part.count}`).join(', ')
  return (
    <span className="kv-ca-progress" role="img" aria-label={words} title={words}>
      {parts.map((part) => (
        <span
          key={part.name}
          className={`kv-ca-share kv-ca-share-${part.name}`}
          style={{ flexGrow: part.count }}
        />
      ))}
    </span>
  )
}
