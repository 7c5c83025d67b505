import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../shared/contract/contract.ts'
import { useCoreQuery } from '../client/use-core-query.ts'
import { SignalBars } from './signal-bars.tsx'
import { TopItem } from './top-item.tsx'

const refresh_ms = 30_000

/** The modem in the top bar: its network and signal, red where it is away or something is the matter with a card. */
export function ModemItem({ top }: { readonly top: CallOutput<'office.top'> }) {
  const { t } = useTranslation()
  const { data } = useCoreQuery('modem.alarms', {}, { every_ms: refresh_ms })
  const alarms = data?.items ?? []
  const away = !['ready', 'searching', 'opening'].includes(top.modemPhase)
  const bad = away || alarms.some(({ level }) => level === 'bad')
  return (
    <TopItem
      to="/modem"
      title={t('top.modemTitle')}
      tone={bad ? 'bad' : alarms.length > 0 ? 'warn' : 'plain'}
      testId="modem-phase-top"
    >
      <SignalBars bars={top.modemPhase === 'ready' ? top.bars : 0} />
      {top.modemPhase === 'ready'
        ? (top.operator ?? t('modemPhase.ready'))
        : t(`modemPhase.${top.modemPhase}`)}
      {alarms.length > 0 ? <b>{` ! ${alarms.length}`}</b> : null}
    </TopItem>
  )
}
