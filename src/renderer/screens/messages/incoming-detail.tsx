import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { InstantText } from '../../components/instant-text.tsx'
import { PhoneText } from '../../components/phone-text.tsx'
import { Facts } from '../parts/facts.tsx'
import { type Incoming, understood } from './understood.ts'
import { useWriting } from './writing.ts'

/** What a client wrote, what it was taken for, and what we answered. */
export function IncomingDetail(props: {
  readonly incoming: Incoming
  readonly busy: boolean
  readonly onRead: () => void
}) {
  const { t } = useTranslation('messages')
  const { change, show } = useWriting()
  const { incoming } = props
  const answer = (): void => {
    change({ phone: incoming.sender })
    show(true)
  }
  return (
    <div className="kv-stack">
      <div>
        <b className="kv-messages-who">{incoming.clientName ?? t('stranger')}</b>
        <div>
          <PhoneText e164={incoming.sender} />
        </div>
      </div>
      <div className="kv-bubble kv-bubble-in" data-testid="incoming-text">
        {incoming.text}
      </div>
      <Facts
        facts={[
          { name: t('fact.received'), value: <InstantText at={incoming.receivedAt} form="full" /> },
          { name: t('column.understood'), value: <b>{understood(t, incoming)}</b> },
        ]}
      />
      {incoming.reply === null ? (
        <span className="kv-soft">{t('in.noReply')}</span>
      ) : (
        <>
          <span className="kv-soft">{t('in.reply')}</span>
          <div className="kv-bubble" data-testid="incoming-reply">
            {incoming.reply}
          </div>
        </>
      )}
      <div className="kv-line">
        {incoming.read ? null : (
          <Button type="primary" loading={props.busy} data-testid="incoming-mark-read" onClick={props.onRead}>
            {t('in.markRead')} <kbd>Enter</kbd>
          </Button>
        )}
        <Button data-testid="incoming-answer" onClick={answer}>
          {t('in.answer')}
        </Button>
      </div>
    </div>
  )
}
