import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ConfirmButton } from '../../components/confirm-button.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { InstantText } from '../../components/instant-text.tsx'
import { MessageMark } from '../../components/message-mark.tsx'
import { PhoneText } from '../../components/phone-text.tsx'
import { type Fact, Facts } from '../parts/facts.tsx'
import type { Message } from './message-list.tsx'
import { reasonWords } from './reason-words.ts'
import { ResolveActs } from './resolve-acts.tsx'

/** One message as the client reads it, what became of it and why, and what can still be done. */
export function MessageDetail({ message }: { readonly message: Message }) {
  const { t } = useTranslation('messages')
  const cancel = useCoreCommand('messages.cancel')
  const open = message.status === 'uncertain' || message.status === 'failed'
  return (
    <div className="kv-stack">
      <div>
        <b className="kv-messages-who">{message.clientName ?? t('stranger')}</b>
        <div>
          <PhoneText e164={message.recipient} />
        </div>
      </div>
      <div className={message.text === null ? 'kv-bubble kv-soft' : 'kv-bubble'} data-testid="message-text">
        {message.text ?? t('noText')}
      </div>
      <div className="kv-messages-state">
        <MessageMark status={message.status} />
        <ReasonText message={message} />
      </div>
      {open ? <ResolveActs message={message} /> : null}
      {message.status === 'queued' ? (
        <div>
          <ConfirmButton
            loading={cancel.busy}
            question={t('act.cancelSure')}
            data-testid="message-cancel"
            onConfirm={() => void cancel.run({ id: message.id })}
          >
            {t('act.cancel')}
          </ConfirmButton>
        </div>
      ) : null}
      <ErrorNote error={cancel.error} />
      <Facts facts={useFacts(message)} />
    </div>
  )
}

/** The reason of what it is now, or of what it was before it went on. */
function ReasonText({ message: { status, reason } }: { readonly message: Message }) {
  const { t } = useTranslation('messages')
  if (reason === null) return null
  const words = reasonWords(t, reason)
  const settled = reason.startsWith('person:')
  if (status === 'queued' || status === 'sending') return <span>{t('reason.lastTry', { words })}</span>
  if (settled || (status !== 'delivered' && status !== 'sent')) return <span>{words}</span>
  return <span className="kv-soft">{t('reason.before', { words })}</span>
}

function useFacts(message: Message): readonly Fact[] {
  const { t } = useTranslation('messages')
  const at = (name: string, instant: number | null): readonly { name: string; value: ReactNode }[] =>
    instant === null ? [] : [{ name: t(`fact.${name}`), value: <InstantText at={instant} form="full" /> }]
  const waits = message.status === 'queued' || message.status === 'sending'
  return [
    { name: t('fact.what'), value: t(`kind.${message.kind}`, { defaultValue: message.kind }) },
    { name: t('fact.lane'), value: t(`lane.${message.lane}`) },
    ...(message.parts === 0
      ? []
      : [
          {
            name: t('fact.parts'),
            value: t('fact.partsDone', { done: message.partsDone, all: message.parts }),
          },
        ]),
    ...at('created', message.createdAt),
    ...(waits && message.notBefore > message.createdAt ? at('notBefore', message.notBefore) : []),
    ...(waits ? at('expires', message.expiresAt) : []),
    ...at('sent', message.sentAt),
    ...at('done', message.doneAt),
  ]
}
