import { useTranslation } from 'react-i18next'
import { EmptyState } from '../components/empty-state.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { Money } from '../components/money.tsx'
import { PhoneText } from '../components/phone-text.tsx'
import { useSearch } from '../state/search.ts'
import { type SearchHit, useSearchHits, useWantedHit } from './use-search-hits.ts'

/** What the search found, in place of the screen until one is chosen or the text is gone. */
export function SearchHits() {
  const { t } = useTranslation()
  const { hits, fresh, more, error, take } = useSearchHits()
  const { text, mark } = useSearch()
  useWantedHit()
  return (
    <section className="kv-hits" aria-label={t('search.hits')}>
      <ErrorNote error={error} />
      {fresh && hits.length === 0 ? (
        <EmptyState title={t('search.nothing', { text: text.trim() })} hint={t('search.nothingHint')} />
      ) : null}
      {hits.map((hit, at) => (
        <HitRow
          key={`${hit.clientId}:${hit.accountId ?? ''}`}
          hit={hit}
          marked={at === mark}
          onTake={() => take(hit)}
        />
      ))}
      {more ? <div className="kv-hits-more">{t('search.more')}</div> : null}
    </section>
  )
}

function HitRow(props: { readonly hit: SearchHit; readonly marked: boolean; readonly onTake: () => void }) {
  const { hit } = props
  const person = hit.number === null
  const classes = ['kv-hit', person && 'kv-hit-person', props.marked && 'kv-marked']
  return (
    <button
      type="button"
      className={classes.filter((name) => name !== false).join(' ')}
      data-testid="search-hit"
      onClick={props.onTake}
    >
      {person ? null : (
        <>
          <span className="kv-hit-number">{hit.number}</span>
          <span className="kv-hit-service">{hit.service}</span>
        </>
      )}
      <span className="kv-hit-name">{hit.name}</span>
      <span className="kv-hit-address">{hit.address}</span>
      <span className="kv-hit-phone">{hit.phone === null ? '' : <PhoneText e164={hit.phone} />}</span>
      <span className="kv-hit-debt">
        <Money value={hit.debt_kop} />
      </span>
    </button>
  )
}
