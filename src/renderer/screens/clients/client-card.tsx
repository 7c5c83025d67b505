import { Spin } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { useKeyHints } from '../../components/use-key-hints.ts'
import { useSearch } from '../../state/search.ts'
import { useScreenKeys } from '../parts/use-screen-keys.ts'
import { AccountsPart } from './accounts-part.tsx'
import { BillsPart } from './bills-part.tsx'
import { ClientHead } from './client-head.tsx'
import { MessagesPart } from './messages-part.tsx'
import { PaymentsPart } from './payments-part.tsx'
import { PhonesPanel } from './phones-panel.tsx'

export type Card = CallOutput<'clients.get'>

const parts = ['accounts', 'bills', 'payments', 'messages'] as const
type Part = (typeof parts)[number]

/** Everything that the office knows of one client. */
export function ClientCard({ id }: { readonly id: number }) {
  const { t } = useTranslation('clients')
  const [, navigate] = useLocation()
  const choose = useSearch((state) => state.choose)
  const { data: card, error, refetch } = useCoreQuery('clients.get', { id })
  const [part, setPart] = useState<Part>('accounts')

  const back = (): void => {
    // To where the card was opened from: the list, the bills, another screen.
    if (history.length > 1) history.back()
    else navigate('/clients')
  }
  const toDesk = (): void => {
    choose({ clientId: id, accountId: null })
    navigate('/')
  }
  useScreenKeys({
    Escape: back,
    F9: toDesk,
    ...Object.fromEntries(parts.map((each, at) => [String(at + 1), () => setPart(each)])),
  })
  useKeyHints(
    useMemo(
      () => [
        { keys: 'F9', text: t('key.toDesk') },
        { keys: '1…4', text: t('key.parts') },
        { keys: 'Esc', text: t('key.back') },
      ],
      [t],
    ),
  )

  if (card === undefined)
    return error === null ? (
      <Spin className="kv-wait" />
    ) : (
      <ErrorNote error={error} onRetry={() => void refetch()} />
    )
  return (
    <>
      <ClientHead client={card.client} onBack={back} onDesk={toDesk} />
      <div className="kv-person">
        <PhonesPanel card={card} />
        <div className="kv-person-parts">
          <PartTabs card={card} here={part} onPart={setPart} />
          <PartOf card={card} part={part} />
        </div>
      </div>
    </>
  )
}

function PartTabs(props: {
  readonly card: Card
  readonly here: Part
  readonly onPart: (part: Part) => void
}) {
  const { t } = useTranslation('clients')
  const { client, bills, payments, messages } = props.card
  const counts = {
    accounts: client.accounts.length,
    bills: bills.length,
    payments: payments.length,
    messages: messages.length,
  }
  return (
    <div className="kv-person-tabs" role="tablist">
      {parts.map((part) => (
        <button
          key={part}
          type="button"
          role="tab"
          aria-selected={part === props.here}
          className={part === props.here ? 'kv-tab kv-here' : 'kv-tab'}
          data-testid={`client-part-${part}`}
          onClick={() => props.onPart(part)}
        >
          {t(`part.${part}`)} <span className="kv-soft">{counts[part]}</span>
        </button>
      ))}
    </div>
  )
}

function PartOf({ card, part }: { readonly card: Card; readonly part: Part }) {
  switch (part) {
    case 'accounts':
      return <AccountsPart client={card.client} />
    case 'bills':
      return <BillsPart bills={card.bills} />
    case 'payments':
      return <PaymentsPart payments={card.payments} />
    case 'messages':
      return <MessagesPart messages={card.messages} />
  }
}
