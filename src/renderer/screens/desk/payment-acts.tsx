import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { mayAct, useSession } from '../../state/session.ts'
import type { Payment } from './use-day-payments.ts'
import { useReceipt } from './use-receipt.ts'

const shortestReason = 3

/** What can be done with a payment of the day: its copy, and a reversal that names its reason. */
export function PaymentActs({ payment }: { readonly payment: Payment }) {
  const { t } = useTranslation('desk')
  const operator = useSession((state) => state.operator)
  const receipt = useReceipt()
  const reversal = useCoreCommand('desk.reverse')
  const [reason, setReason] = useState('')
  const reversible = !payment.reversed && payment.reversesNumber === null
  return (
    <div className="kv-payment-acts">
      <Button
        size="small"
        data-testid="payment-copy"
        onClick={() => void receipt.open(payment.visitId, true)}
      >
        {t('done.copy')}
      </Button>
      <ErrorNote error={receipt.error} />
      {payment.reason === null ? null : <span className="kv-dim">{payment.reason}</span>}
      {reversible && !mayAct(operator, 'senior') ? (
        <span className="kv-dim">{t('reverse.senior')}</span>
      ) : null}
      {reversible && mayAct(operator, 'senior') ? (
        <>
          <Input
            size="small"
            value={reason}
            maxLength={300}
            placeholder={t('reverse.reason')}
            aria-label={t('reverse.reason')}
            data-testid="reverse-reason"
            onChange={(event) => setReason(event.target.value)}
          />
          <Button
            danger
            size="small"
            disabled={reason.trim().length < shortestReason}
            loading={reversal.busy}
            data-testid="reverse"
            onClick={() => void reversal.run({ paymentId: payment.id, reason: reason.trim() })}
          >
            {t('reverse.act')}
          </Button>
        </>
      ) : null}
      <ErrorNote error={reversal.error} />
    </div>
  )
}
