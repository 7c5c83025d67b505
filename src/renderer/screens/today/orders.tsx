import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ConfirmButton } from '../../components/confirm-button.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { InstantText } from '../../components/instant-text.tsx'
import { Money } from '../../components/money.tsx'
import { PhoneText } from '../../components/phone-text.tsx'
import { useTakeToDesk } from './use-take-to-desk.ts'

type Order = CallOutput<'today.summary'>['orders'][number]

/** Requests to pay that wait for a code or for money. */
export function Orders({ orders }: { readonly orders: readonly Order[] }) {
  const { t } = useTranslation('today')
  return (
    <section className="kv-panel kv-list" aria-label={t('orders')}>
      <h2>
        {t('orders')} {orders.length > 0 ? <b>{orders.length}</b> : null}
      </h2>
      {orders.length === 0 ? <p className="kv-dim">{t('noOrders')}</p> : null}
      {orders.map((order) => (
        <OrderRow key={order.id} order={order} />
      ))}
    </section>
  )
}

function OrderRow({ order }: { readonly order: Order }) {
  const { t } = useTranslation('today')
  const cancel = useCoreCommand('orders.cancel')
  const desk = useTakeToDesk()
  const open = order.status === 'waiting' || order.status === 'confirmed'
  return (
    <article className="kv-work" data-testid="order-row">
      <div className="kv-work-what">
        <b>{order.clientName}</b> · {order.service} {order.number}
        <div className="kv-dim">
          <InstantText at={order.at} /> · <PhoneText e164={order.phone} /> ·{' '}
          {t(`orderStatus.${order.status}`)}
        </div>
        <ErrorNote error={cancel.error ?? desk.error} />
      </div>
      <div className="kv-work-sum">
        <Money value={order.sum_kop + order.fee_kop} />
        <div className="kv-dim">
          {t('withFee')} <Money value={order.fee_kop} />
        </div>
      </div>
      {open ? (
        <div className="kv-work-acts">
          <Button
            type="primary"
            size="small"
            data-testid="order-pay"
            onClick={() =>
              void desk.take({
                clientId: order.clientId,
                service: order.service,
                number: order.number,
                orderId: order.id,
              })
            }
          >
            {t('toDesk')}
          </Button>
          <ConfirmButton
            size="small"
            loading={cancel.busy}
            data-testid="order-cancel"
            onConfirm={() => void cancel.run({ id: order.id })}
          >
            {t('cancelOrder')}
          </ConfirmButton>
        </div>
      ) : null}
    </article>
  )
}
