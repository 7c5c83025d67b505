import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from '../../components/error-note.tsx'
import { MessageMark } from '../../components/message-mark.tsx'
import { Money } from '../../components/money.tsx'
import type { Done } from './desk-state.ts'
import { isMessageStatus, useDayPayments } from './use-day-payments.ts'
import type { Desk } from './use-desk.ts'

/** The payment that was just taken; it stays until the next search. */
export function DoneNote({ done, acts }: { readonly done: Done; readonly acts: Desk['acts'] }) {
  const { t } = useTranslation('desk')
  return (
    <div className="kv-till kv-done" data-testid="desk-done">
      <div className="kv-done-title" role="status">
        ✓ {t('done.title', { count: done.numbers.length, numbers: done.numbers.join(', ') })}
      </div>
      <dl className="kv-till-sums">
        <dt>{t('done.total')}</dt>
        <dd data-testid="desk-done-total">
          <Money value={done.total_kop} />
        </dd>
        <dt>{t('received')}</dt>
        <dd>
          <Money value={done.received_kop} />
        </dd>
      </dl>
      <div className="kv-big kv-change">
        <span className="kv-big-label">{t('change')}</span>
        <output className="kv-digits" data-testid="desk-change" data-kop={done.change_kop}>
          <Money value={done.change_kop} />
        </output>
      </div>
      <SmsState done={done} />
      <ErrorNote error={acts.receiptError} />
      <Button block size="large" data-testid="receipt-open" onClick={() => void acts.receipt()}>
        {t(done.printed ? 'done.copy' : 'done.receipt')} <kbd>F8</kbd>
      </Button>
      <p className="kv-done-next">{t('done.next')}</p>
    </div>
  )
}

/** From the queue to the client's phone, as the network tells it. */
function SmsState({ done }: { readonly done: Done }) {
  const { t } = useTranslation('desk')
  const { items } = useDayPayments()
  const payment = items.find(({ visitId }) => visitId === done.visitId)
  if (!done.sms) return <p className="kv-done-sms">{t('done.noSms')}</p>
  return (
    <p className="kv-done-sms" data-testid="desk-sms-state">
      {isMessageStatus(payment?.sms) && payment.sms !== 'queued' ? (
        <>
          {t('done.smsState')} <MessageMark status={payment.sms} />
        </>
      ) : (
        t('done.sms')
      )}
    </p>
  )
}
