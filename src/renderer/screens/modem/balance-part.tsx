import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { InstantText } from '../../components/instant-text.tsx'
import { Money } from '../../components/money.tsx'
import type { Card } from './caps-bars.tsx'

/** What is left on a card, as its operator last said, and the answers before. */
export function BalancePart({ card }: { readonly card: Card }) {
  const { t } = useTranslation('modem-link')
  const ask = useCoreCommand('modem.askBalance')
  const history = useCoreQuery('modem.ussdHistory', { imsi: card.imsi })
  const [told, setTold] = useState<CallOutput<'modem.askBalance'> | null>(null)
  const answers = (history.data?.items ?? []).filter((row) => row.purpose === 'balance').slice(0, 6)
  return (
    <section className="kv-stack" data-testid="card-balance">
      <div className="kv-mo-load">
        <h3>{t('balance.title')}</h3>
        <Button
          size="small"
          disabled={card.link === null || card.terms.balanceCode === null}
          loading={ask.busy}
          data-testid="balance-ask"
          onClick={async () => {
            const answer = await ask.run({ imsi: card.imsi })
            setTold(answer.ok ? answer.value : null)
          }}
        >
          {t('balance.ask', { code: card.terms.balanceCode ?? '' })}
        </Button>
      </div>
      {card.balance_kop === null ? (
        <p className="kv-soft kv-mo-plain">{t('balance.none')}</p>
      ) : (
        <p className="kv-ml-balance">
          <Money value={card.reckoned_kop ?? card.balance_kop} sign />
          <span className="kv-soft">
            {card.reckoned_kop !== card.balance_kop ? `${t('balance.reckoned')} ` : ''}
            {card.balanceAt === null ? null : <InstantText at={card.balanceAt} />}
          </span>
        </p>
      )}
      {card.unverified ? <p className="kv-soft kv-mo-plain">{t('balance.unverified')}</p> : null}
      {told === null || told.outcome === 'read' ? null : (
        <div className="kv-note kv-note-warn">
          {t(`outcome.${told.outcome}`)}
          {told.text === '' ? '' : ` «${told.text}»`}
        </div>
      )}
      <div className="kv-ml-answered">
        {answers.map((row) => (
          <div key={row.id} className="kv-mo-line">
            <InstantText at={row.at} />
            <span>
              {row.balance_kop === null ? (
                t(`outcome.${row.outcome}`)
              ) : (
                <Money value={row.balance_kop} sign />
              )}{' '}
              <span className="kv-soft">{row.text}</span>
            </span>
          </div>
        ))}
      </div>
      <ErrorNote error={ask.error ?? history.error} />
    </section>
  )
}
