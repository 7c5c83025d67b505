import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { InstantText } from '../../components/instant-text.tsx'
import { BalancePart } from './balance-part.tsx'
import { CapsBars } from './caps-bars.tsx'
import { cardName } from './card-name.ts'
import { CardRole } from './card-role.tsx'
import { CardSettings } from './card-settings.tsx'
import { SimQuestion } from './sim-question.tsx'
import { SparePart } from './spare-part.tsx'

const refresh_ms = 10_000

/** Every SIM card the office has used: what it is, what is left of it, what it may. */
export function CardsPage() {
  const { t } = useTranslation('modem-link')
  const cards = useCoreQuery('modem.sims', {}, { every_ms: refresh_ms })
  const [chosen, setChosen] = useState<string | null>(null)
  const items = cards.data?.items ?? []
  const here = items.find((card) => card.imsi === chosen) ?? items[0]
  const asked = items.filter((card) => card.role === 'asked' && card.link !== null)
  const main = items.find((card) => card.role === 'main')
  return (
    <div className="kv-mo">
      <div className="kv-mo-column">
        <ErrorNote error={cards.error} onRetry={() => void cards.refetch()} />
        {asked.map((card) => (
          <SimQuestion key={card.imsi} card={card} main={main} />
        ))}
        <section className="kv-block kv-ml-cards" data-testid="cards">
          <h3>{t('cards')}</h3>
          {items.length === 0 ? <p className="kv-soft">{t('noCards')}</p> : null}
          {items.map((card) => (
            <button
              key={card.imsi}
              type="button"
              className={card.imsi === here?.imsi ? 'kv-ml-card kv-here' : 'kv-ml-card'}
              aria-pressed={card.imsi === here?.imsi}
              data-testid={`card-${card.imsi}`}
              onClick={() => setChosen(card.imsi)}
            >
              <b>{cardName(card)}</b>
              <span>{t(`role.${card.role}`)}</span>
              <span className="kv-soft">
                {card.link === null ? t('cardAway') : t('cardIn', { link: card.link })}{' '}
                <InstantText at={card.lastSeenAt} />
              </span>
            </button>
          ))}
        </section>
        {here === undefined ? null : (
          <section className="kv-block kv-stack" key={here.imsi}>
            <CardRole card={here} />
            <CapsBars card={here} />
            <p className="kv-soft kv-mo-plain">
              {t('sentAll', { count: here.sent })}
              {here.lastSentAt === null ? '' : `, ${t('lastSent')} `}
              {here.lastSentAt === null ? null : <InstantText at={here.lastSentAt} />}
            </p>
            <BalancePart card={here} />
          </section>
        )}
        <SparePart />
      </div>
      <div className="kv-mo-column">
        {here === undefined ? null : (
          <section className="kv-block" key={here.imsi}>
            <h3>{t('settingsOf', { card: cardName(here) })}</h3>
            <CardSettings card={here} />
          </section>
        )}
      </div>
    </div>
  )
}
