import { useTranslation } from 'react-i18next'

import { DayText } from '../components/day-text.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { ClockForward } from './clock-forward.tsx'
import { CopyItem } from './copy-item.tsx'
import { ModemItem } from './modem-item.tsx'
import { useOffice } from './office-context.ts'
import { TopItem } from './top-item.tsx'
import { useOfficeTop } from './use-office-top.ts'

/** What must always be in sight: the day, the shift, the modem, and what waits for a person. */
export function TopBar() {
  const { t } = useTranslation()
  const { kind, name, zone } = useOffice()
  const { data: top, error } = useOfficeTop()
  if (top === undefined) return <header className="kv-top">{<ErrorNote error={error} />}</header>
  return (
    <header className="kv-top">
      {kind === 'training' ? <span className="kv-training">{t('top.training')}</span> : null}
      {kind === 'training' ? null : <span className="kv-office-name kv-shrinks">{name}</span>}
      <TopItem to="/calendar" title={t('top.dayTitle')} tone={top.dayType === 'off' ? 'warn' : 'plain'}>
        <DayText day={top.today} form="weekday" /> {zone.timeOf(top.now)}
        {top.dayType === 'working' ? null : ` · ${t(`dayType.${top.dayType}`)}`}
        {top.dayKnown ? null : ` · ${t('top.checkDay')}`}
      </TopItem>
      {kind === 'training' ? <ClockForward now={top.now} today={top.today} /> : null}
      <TopItem
        to="/"
        title={t('top.shiftTitle')}
        tone={top.shift === null ? 'warn' : 'plain'}
        testId="top-shift"
        shrinks
      >
        {top.shift === null
          ? t('top.noShift')
          : t('top.shift', { name: top.shift.operatorName, time: zone.timeOf(top.shift.openedAt) })}
      </TopItem>
      <span className="kv-top-gap" />
      {top.holding === null ? null : (
        <TopItem
          to="/messages"
          title={t(top.holding === 'restored' ? 'top.restoredTitle' : 'top.holdingTitle')}
          tone="warn"
          testId="top-holding"
        >
          {t(top.holding === 'restored' ? 'top.restored' : 'top.holding')}
        </TopItem>
      )}
      <CopyItem />
      <ModemItem top={top} />
      <Counter to="/messages/out" name="queued" count={top.queued} tone="plain" />
      <Counter to="/messages/uncertain" name="uncertain" count={top.uncertain} tone="warn" />
      <Counter to="/messages/failed" name="failed" count={top.failed} tone="bad" />
      <Counter to="/messages/in" name="unread" count={top.unread} tone="good" />
    </header>
  )
}

function Counter(props: {
  readonly to: string
  readonly name: 'queued' | 'uncertain' | 'failed' | 'unread'
  readonly count: number
  readonly tone: 'plain' | 'warn' | 'bad' | 'good'
}) {
  const { t } = useTranslation()
  return (
    <TopItem
      to={props.to}
      title={t(`top.${props.name}Title`)}
      tone={props.count === 0 ? 'plain' : props.tone}
      testId={`top-${props.name}`}
    >
      {t(`top.${props.name}`)} <b>{props.count}</b>
    </TopItem>
  )
}
