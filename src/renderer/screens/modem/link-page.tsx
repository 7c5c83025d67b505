import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useOffice } from '../../app/office-context.ts'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { AlarmList, useAlarms } from './alarm-list.tsx'
import { CapsBars } from './caps-bars.tsx'
import { cardName } from './card-name.ts'
import { DeviceFacts } from './device-facts.tsx'
import { EventList } from './event-list.tsx'
import { PinEntry } from './pin-entry.tsx'
import { PortChoice } from './port-choice.tsx'
import { SignalChart } from './signal-chart.tsx'
import { StateCard } from './state-card.tsx'

const refresh_ms = 5000
/** Alarms while which nothing leaves though the link is there. */
const holding: readonly string[] = ['rest', 'clock-differs']

/** Whether SMS can leave, and what to do when they cannot. */
export function LinkPage() {
  const { t } = useTranslation('modem-link')
  const { t: modemText } = useTranslation('modem')
  const { kind } = useOffice()
  const modem = useCoreQuery('modem.state', {}, { every_ms: refresh_ms })
  const cards = useCoreQuery('modem.sims', {}, { every_ms: refresh_ms })
  const links = useCoreQuery('modem.links', {}, { every_ms: refresh_ms })
  const alarms = useAlarms()
  const view = modem.data
  if (view === undefined) return <ErrorNote error={modem.error} onRetry={() => void modem.refetch()} />
  const card = cards.data?.items.find((one) => one.imsi === view.imsi)
  const held = (alarms.data?.items ?? []).some(({ code }) => holding.includes(code))
  const sends = links.data?.links.find((one) => one.sends)?.number ?? 1
  return (
    <div className="kv-mo">
      <div className="kv-mo-column">
        <ErrorNote error={modem.error} onRetry={() => void modem.refetch()} />
        <StateCard view={view} held={held}>
          {view.phase === 'pin' ? <PinEntry view={view} /> : null}
        </StateCard>
        <AlarmList />
        {card === undefined ? null : (
          <section className="kv-block" data-testid="modem-load">
            <div className="kv-mo-load">
              <h3>{t('capsOf', { card: cardName(card) })}</h3>
              <Link href="/messages/out">{modemText('load.queued', { count: view.queued })}</Link>
            </div>
            <CapsBars card={card} />
          </section>
        )}
        <EventList virtual={view.virtual} />
      </div>
      <div className="kv-mo-column">
        <SignalChart link={sends} />
        {kind === 'training' ? null : <PortChoice view={view} />}
        <DeviceFacts view={view} />
      </div>
    </div>
  )
}
