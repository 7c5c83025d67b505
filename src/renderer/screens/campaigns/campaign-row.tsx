import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { InstantText } from '../../components/instant-text.tsx'
import { ProgressLine } from './progress-line.tsx'

export type Campaign = CallOutput<'campaigns.list'>['items'][number]

export function CampaignRow(props: {
  readonly campaign: Campaign
  readonly here: boolean
  readonly onChoose: () => void
}) {
  const { t } = useTranslation('campaigns')
  const { campaign, here } = props
  const draft = campaign.status === 'draft'
  return (
    <button
      type="button"
      className={here ? 'kv-ca-row kv-here' : 'kv-ca-row'}
      data-testid="campaign-row"
      data-status={campaign.status}
      onClick={props.onChoose}
    >
      <b>{campaign.name}</b>
      <span className={`kv-ca-status kv-ca-${campaign.status}`}>{t(`status.${campaign.status}`)}</span>
      <span className="kv-ca-row-line">
        <InstantText at={campaign.startedAt ?? campaign.createdAt} form="full" />
        {draft ? '' : ` · ${t('recipients', { count: campaign.recipients })}`}
      </span>
      {draft ? null : <ProgressLine campaign={campaign} />}
    </button>
  )
}
