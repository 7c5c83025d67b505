import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ConfirmButton } from '../../components/confirm-button.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import type { Message } from './message-list.tsx'

/** A person's word on a message of which the program cannot know. Sending money's own words twice is asked about. */
export function ResolveActs({ message }: { readonly message: Message }) {
  const { t } = useTranslation('messages')
  const { run, busy, error } = useCoreCommand('messages.resolve')
  const { id, status } = message
  const resend = (): void => void run({ id, as: 'resend' })
  const twice = status === 'uncertain' && message.lane === 'confirmation'
  return (
    <div className="kv-note kv-note-warn kv-resolve">
      <p>{t(`explain.${status}`)}</p>
      {twice ? <p>{t('explain.twice')}</p> : null}
      <div className="kv-line">
        {status === 'uncertain' ? (
          <Button
            loading={busy}
            data-testid="resolve-arrived"
            onClick={() => void run({ id, as: 'arrived' })}
          >
            {t('act.arrived')}
          </Button>
        ) : null}
        {twice ? (
          <ConfirmButton
            loading={busy}
            question={t('act.resendSure')}
            data-testid="resolve-resend"
            onConfirm={resend}
          >
            {t('act.resend')}
          </ConfirmButton>
        ) : (
          <Button loading={busy} data-testid="resolve-resend" onClick={resend}>
            {t('act.resend')}
          </Button>
        )}
        <Button loading={busy} data-testid="resolve-drop" onClick={() => void run({ id, as: 'drop' })}>
          {t('act.drop')}
        </Button>
      </div>
      <ErrorNote error={error} />
    </div>
  )
}
