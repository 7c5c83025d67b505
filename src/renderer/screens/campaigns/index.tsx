import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { mayAct, useSession } from '../../state/session.ts'
import { CampaignEditor } from './campaign-editor.tsx'
import { CampaignResult } from './campaign-result.tsx'
import { CampaignRow } from './campaign-row.tsx'
import '../parts/parts.css'
import './campaigns.css'

type Opened = number | 'new' | null

/** Advertising: written here, looked at, and sent only when a person starts it. */
export function CampaignsScreen() {
  const { t } = useTranslation('campaigns')
  const operator = useSession((state) => state.operator)
  const list = useCoreQuery('campaigns.list', {})
  const [opened, setOpened] = useState<Opened>(null)
  const items = list.data?.items ?? []
  const may = mayAct(operator, 'senior')
  const campaign = items.find((each) => each.id === opened) ?? null
  return (
    <div className="kv-ca">
      <section className="kv-ca-list">
        <div className="kv-ca-list-head">
          <b>{t('list')}</b>
          {may ? (
            <Button type="primary" data-testid="campaign-new" onClick={() => setOpened('new')}>
              {t('new')}
            </Button>
          ) : null}
        </div>
        <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
        <div className="kv-ca-rows">
          {items.map((each) => (
            <CampaignRow
              key={each.id}
              campaign={each}
              here={each.id === opened}
              onChoose={() => setOpened(each.id)}
            />
          ))}
          {list.data !== undefined && items.length === 0 ? (
            <EmptyState title={t('none')} hint={t(may ? 'noneHint' : 'noneSenior')} />
          ) : null}
        </div>
      </section>
      {opened === 'new' || campaign?.status === 'draft' ? (
        <CampaignEditor key={opened} campaign={campaign} may={may} onSaved={setOpened} />
      ) : campaign === null ? (
        <EmptyState title={t(may ? 'choose' : 'look')} hint={t('law')} />
      ) : (
        <CampaignResult key={campaign.id} campaign={campaign} />
      )}
    </div>
  )
}
