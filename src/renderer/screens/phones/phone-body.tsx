import { useTranslation } from 'react-i18next'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { PhoneText } from '../../components/phone-text.tsx'
import { Bubbles } from './bubbles.tsx'
import { PhoneKeys } from './phone-keys.tsx'

/** One invented client's phone: its screen with the conversation, and what its owner types. */
export function PhoneBody({ number, name }: { readonly number: string; readonly name: string }) {
  const { t } = useTranslation('phones')
  const thread = useCoreQuery('phones.thread', { number })
  const send = useCoreCommand('phones.send')
  return (
    <div className="kv-ph-body" data-testid="phones-body" data-number={number}>
      <div className="kv-ph-ear" aria-hidden="true" />
      <header className="kv-ph-owner">
        <b>{name === '' ? t('stranger') : name}</b>
        <PhoneText e164={number} />
      </header>
      <ErrorNote error={thread.error} onRetry={() => void thread.refetch()} />
      <Bubbles messages={thread.data?.items ?? null} />
      <ErrorNote error={send.error} />
      <PhoneKeys
        busy={send.busy}
        onSend={async (text) => {
          const sent = await send.run({ number, text })
          if (sent.ok) void thread.refetch()
          return sent.ok
        }}
      />
    </div>
  )
}
