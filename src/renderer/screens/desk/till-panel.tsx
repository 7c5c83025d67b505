import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from '../../components/error-note.tsx'
import { Money } from '../../components/money.tsx'
import { DoneNote } from './done-note.tsx'
import { isOutdated } from './outdated.ts'
import { Received } from './received.tsx'
import { SmsChoice } from './sms-choice.tsx'
import { TenderChoice } from './tender-choice.tsx'
import type { Desk } from './use-desk.ts'

/** The money of the visit: sum, fee, total, received, change. */
export function TillPanel({ desk }: { readonly desk: Desk }) {
  const { t } = useTranslation('desk')
  const { desk: state, quote, total_kop, acts } = desk
  if (state.stage === 'done' && state.done !== null) return <DoneNote done={state.done} acts={acts} />
  const idle = state.opened.length === 0
  return (
    <div className={idle ? 'kv-till kv-idle' : 'kv-till'}>
      <dl className="kv-till-sums">
        <dt>{t('sum')}</dt>
        <dd>
          <Money value={quote?.sum_kop ?? desk.sum_kop} />
        </dd>
        <dt>{t('fee')}</dt>
        <dd data-testid="desk-fee">{quote === null ? '—' : <Money value={quote.fee_kop} />}</dd>
      </dl>
      <div className="kv-big">
        <span className="kv-big-label">{t('total')}</span>
        <output className="kv-digits" data-testid="desk-total" data-kop={total_kop ?? ''}>
          <Money value={total_kop ?? desk.sum_kop} />
        </output>
      </div>
      <TenderChoice tender={state.tender} disabled={idle} send={desk.send} />
      <Received desk={desk} />
      <SmsChoice desk={desk} />
      <ErrorNote error={acts.payError} />
      <Button
        block
        type="primary"
        className="kv-pay"
        disabled={state.stage !== 'confirm' || total_kop === null}
        loading={acts.paying}
        data-desk="key"
        data-desk-focus="pay"
        data-testid="desk-pay"
        onClick={() => desk.send({ type: 'key', key: 'enter' })}
      >
        {t(isOutdated(acts.payError) ? 'recount' : 'pay')} <kbd>Enter</kbd>
      </Button>
    </div>
  )
}
