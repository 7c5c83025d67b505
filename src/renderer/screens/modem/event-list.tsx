import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { nearEnd, usePages } from '../../client/use-pages.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { InstantText } from '../../components/instant-text.tsx'
import { reasonWords } from '../messages/reason-words.ts'
import { problemOf } from './advice.ts'

type ModemEvent = CallOutput<'modem.events'>['items'][number]

/** What happened to the link lately, the newest first. */
export function EventList({ virtual }: { readonly virtual: boolean }) {
  const { t } = useTranslation('modem')
  const events = usePages('modem.events', {})
  const words = useEventWords(virtual)
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
        {events.items.length === 0 && !events.loading ? <p className="kv-soft">{t('event.none')}</p> : null}
      </div>
    </section>
  )
}

/** A change of the link in a person's words: its problem where it had one, else its phase. */
function useEventWords(virtual: boolean): (event: ModemEvent) => string {
  const { t } = useTranslation('modem')
  const { t: common } = useTranslation()
  const { t: link } = useTranslation('modem-link')
  const { t: messages } = useTranslation('messages')
  return ({ kind, details }) => {
    if (kind === 'refused') return reasonWords(messages, `${details['class']}:${details['code'] ?? ''}`)
    if (kind === 'uncertain')
      return `${link('event.uncertain')} ${reasonWords(messages, String(details['reason']))}`
    if (kind === 'rest') return link(`event.rest-${details['why']}`)
    if (kind === 'switched')
      return link(details['to'] === 2 ? 'event.spare' : details['to'] === 1 ? 'event.main' : 'event.none')
    const { problem, port, operator } = details
    const known = problemOf({ problem: typeof problem === 'string' ? problem : null, virtual })
    const words =
      known === null
        ? common(`modemPhase.${kind}`, { defaultValue: kind })
        : t(`problem.${known}.title`, { port: port ?? '', operator: operator ?? '' })
    const about = kind === 'ready' ? operator : kind === 'opening' ? port : null
    return typeof about === 'string' ? `${words}: ${about}` : words
  }
}
