import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nearEnd } from '../../client/use-pages.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { InstantText } from '../../components/instant-text.tsx'
import { MessageMark } from '../../components/message-mark.tsx'
import { Money } from '../../components/money.tsx'
import { PaymentActs } from './payment-acts.tsx'
import { isMessageStatus, type Payment, useDayPayments } from './use-day-payments.ts'

/** The payments of the day, newest first; one can be opened, printed again and, by a senior, reversed. */
export function PaymentList() {
  const { t } = useTranslation('desk')
  const pages = useDayPayments()
  const [openId, setOpenId] = useState<number | null>(null)
  return (
    <>
      <h3>{t('payments')}</h3>
      <ErrorNote error={pages.error} onRetry={pages.reload} />
      {!pages.loading && pages.items.length === 0 ? <p className="kv-dim">{t('noPayments')}</p> : null}
      <div className="kv-payments" onScroll={nearEnd(pages)}>
        {pages.items.map((payment) => (
          <article key={payment.id} className={payment.reversed ? 'kv-payment kv-reversed' : 'kv-payment'}>
            <button
              type="button"
              aria-expanded={openId === payment.id}
              data-testid="desk-payment"
              onClick={() => setOpenId(openId === payment.id ? null : payment.id)}
            >
              <PaymentLine payment={payment} />
            </button>
            {openId === payment.id ? <PaymentActs payment={payment} /> : null}
          </article>
        ))}
      </div>
    </>
  )
}

function PaymentLine({ payment }: { readonly payment: Payment }) {
  const { t } = useTranslation('desk')
  return (
    <>
      <span className="kv-payment-head">
        <b>№{payment.number}</b>
        <InstantText at={payment.at} form="time" />
        <Money value={payment.sum_kop + payment.fee_kop} />
      </span>
      <span className="kv-payment-what">
        {payment.service} {payment.accountNumber} · {payment.clientName}
      </span>
      <span className="kv-payment-what">
        {payment.reversesNumber === null ? null : t('reverses', { number: payment.reversesNumber })}
        {payment.reversed ? t('reversed') : null}
        {isMessageStatus(payment.sms) ? (
          <>
            SMS <MessageMark status={payment.sms} />
          </>
        ) : null}
      </span>
    </>
  )
}
