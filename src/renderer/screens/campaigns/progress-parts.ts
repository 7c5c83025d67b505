import type { Campaign } from './campaign-row.tsx'

export interface ProgressPart {
  readonly name: 'delivered' | 'sent' | 'waiting' | 'failed' | 'dropped'
  readonly count: number
}

/** A campaign's messages by what became of them; each is counted once (`sent` of the core includes delivered). */
export function progressParts(
  campaign: Pick<Campaign, 'delivered' | 'sent' | 'waiting' | 'failed' | 'dropped'>,
): readonly ProgressPart[] {
  return [
    { name: 'delivered', count: campaign.delivered },
    { name: 'sent', count: Math.max(0, campaign.sent - campaign.delivered) },
    { name: 'waiting', count: campaign.waiting },
    { name: 'failed', count: campaign.failed },
    { name: 'dropped', count: campaign.dropped },
  ]
}
