import { useOffice } from '../../app/office-context.ts'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { DayLoad } from './day-load.tsx'
import { DeviceFacts } from './device-facts.tsx'
import { EventList } from './event-list.tsx'
import { Faults } from './faults.tsx'
import '../parts/parts.css'
import './modem.css'
import { PinEntry } from './pin-entry.tsx'
import { PortChoice } from './port-choice.tsx'
import { StateCard } from './state-card.tsx'

const refresh_ms = 5000

/** Whether SMS can leave, and what to do when they cannot. */
export function ModemScreen() {
  const { kind } = useOffice()
  const modem = useCoreQuery('modem.state', {}, { every_ms: refresh_ms })
  const view = modem.data
  if (view === undefined) return <ErrorNote error={modem.error} onRetry={() => void modem.refetch()} />
  return (
    <div className="kv-mo">
      <div className="kv-mo-column">
        <ErrorNote error={modem.error} onRetry={() => void modem.refetch()} />
        <StateCard view={view}>{view.phase === 'pin' ? <PinEntry view={view} /> : null}</StateCard>
        <DayLoad view={view} />
        <EventList virtual={view.virtual} />
      </div>
      <div className="kv-mo-column">
        {kind === 'training' ? <Faults /> : <PortChoice view={view} />}
        <DeviceFacts view={view} />
      </div>
    </div>
  )
}
