import { Spin } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { DayText } from '../../components/day-text.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { InstantText } from '../../components/instant-text.tsx'
import { Money } from '../../components/money.tsx'
import { Badge } from '../parts/badge.tsx'
import { useScreenKeys } from '../parts/use-screen-keys.ts'
import { CountsBar, type RowState } from './counts-bar.tsx'
import { RegistryActs } from './registry-acts.tsx'
import { RegistryFacts } from './registry-facts.tsx'
import { RegistryRows } from './registry-rows.tsx'

export type Registry = CallOutput<'registries.get'>

/** One registry: how its file was understood, what it would do or did, row by row. */
export function RegistryPart({ id }: { readonly id: number }) {
  const [, navigate] = useLocation()
  const { data: registry, error, refetch } = useCoreQuery('registries.get', { id })
  const [chosen, setChosen] = useState<RowState | null | undefined>(undefined)
  useScreenKeys({ Escape: () => navigate('/bills/registries') })

  if (registry === undefined)
    return error === null ? (
      <Spin className="kv-wait" />
    ) : (
      <ErrorNote error={error} onRetry={() => void refetch()} />
    )
  // What was refused is what a person has to look at first.
  const state = chosen === undefined ? (registry.rejected > 0 ? 'rejected' : null) : chosen
  return (
    <div className="kv-registry">
      <aside className="kv-registry-side">
        <RegistryTitle registry={registry} />
        <RegistryActs registry={registry} />
        <RegistryFacts registry={registry} />
      </aside>
      <section className="kv-registry-main">
        <CountsBar registry={registry} here={state} onChoose={setChosen} />
        <RegistryRows registryId={id} state={state} />
      </section>
    </div>
  )
}

const tones = { draft: 'plain', matched: 'warn', posted: 'good', annulled: 'bad' } as const

function RegistryTitle({ registry }: { readonly registry: Registry }) {
  const { t } = useTranslation('bills')
  return (
    <div>
      <h2 className="kv-registry-name">{registry.fileName}</h2>
      <div>
        {registry.provider} · {registry.service}
      </div>
      <div className="kv-soft">
        {t(`kindShort.${registry.kind}`)}
        {registry.asOfDay === null ? null : (
          <>
            {' '}
            {t('asOf')} <DayText day={registry.asOfDay} />
          </>
        )}
      </div>
      <div className="kv-line">
        <Badge tone={tones[registry.status]} testId="registry-status">
          {t(`status.${registry.status}`)}
        </Badge>
        <span className="kv-soft">
          <InstantText at={registry.postedAt ?? registry.createdAt} />
        </span>
      </div>
      <div className="kv-registry-total">
        <span className="kv-soft">
          {t(registry.status === 'posted' ? 'count.totalPosted' : 'count.total')}
        </span>{' '}
        <Money value={registry.total_kop} sign />
      </div>
    </div>
  )
}
