import { WarningOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useCoreQuery } from '../client/use-core-query.ts'
import { copyDay, copyStand, isMirrorTroubled } from '../screens/settings/safety/copy-stand.ts'
import { useOffice } from './office-context.ts'
import { TopItem } from './top-item.tsx'

const refresh_ms = 60_000

/** The age of the last good copy, and that the second disk wants a person. Nothing in an office without copies to keep. */
export function CopyItem() {
  const { t } = useTranslation()
  const { kind, zone, today } = useOffice()
  const { data: safety } = useCoreQuery('safety.state', {}, { every_ms: refresh_ms })
  if (safety === undefined) return null
  const stand = copyStand(safety, kind)
  if (stand === 'practice') return null
  const at = safety.lastGoodCopyAt
  const { when, count } = at === null ? { when: 'today' as const, count: 0 } : copyDay(zone.dayOf(at), today)
  const troubled = isMirrorTroubled(safety)
  return (
    <TopItem
      to="/settings/safety"
      title={t(troubled ? 'top.placeTitle' : 'top.copyTitle')}
      tone={stand === 'none' ? 'bad' : stand !== 'good' || troubled ? 'warn' : 'plain'}
      testId="top-copy"
    >
      {at === null
        ? t(stand === 'earlier' ? 'top.noNewCopy' : 'top.noCopy')
        : t(`top.copy.${when}`, { time: zone.timeOf(at), count })}
      {troubled ? <WarningOutlined aria-label={t('top.noPlace')} /> : null}
    </TopItem>
  )
}
