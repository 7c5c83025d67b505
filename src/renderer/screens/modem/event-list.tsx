import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { nearEnd, usePages } from '../../client/use-pages.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { InstantText } from '../../components/instant-text.tsx'
import { knownProblem } from './advice.ts'

type ModemEvent = CallOutput<'modem.events'>['items'][number]

/** What happened to the link lately, the newest first. */
export function EventList() {
  const { t } = useTranslation('modem')
  const events = usePages('modem.events', {})
  const words = useEventWords()
  return (
    <section className="kv-block kv-mo-events">
      <h3>{t('event.title')}</h3>
      <ErrorNote error={events.error} onRetry={events.reload} />
      <div className="kv-mo-lines" onScroll={nearEnd(events)}>
        {events.items.map((event) => (
          <div key={event.id} className="kv-mo-line" data-testid="modem-event">
            <InstantText at={event.at} />
            <span>{words(event)}</span>
          </div>
        ))}
        {events.items.length === 0 && !events.loading ? <p className="kv-dim">{t('event.none')}</p> : null}
      </div>
    </section>
  )
}

/** An event in a person's words: by its phase and problem where it has them, else by its own name. */
function useEventWords(): (event: ModemEvent) => string {
  const { t } = useTranslation('modem')
  const { t: common } = useTranslation()
  return ({ kind, details }) => {
    const { phase, problem } = details
    const known = knownProblem(typeof problem === 'string' ? problem : null)
    if (known !== null) return t(`problem.${known}.title`)
    if (typeof phase === 'string') return common(`modemPhase.${phase}`, { defaultValue: phase })
    const rest = Object.values(details).filter((value) => value !== null)
    return t(`event.${kind}`, { ...details, defaultValue: [kind, ...rest].join(' ') })
  }
}
