import { PauseOutlined, PlayCircleOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ConfirmButton } from '../../components/confirm-button.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { mayAct, useSession } from '../../state/session.ts'

/** Holds or releases the whole queue; a senior's act. */
export function HoldButton(props: { readonly holding: string | null; readonly queued: number }) {
  const { t } = useTranslation('messages')
  const operator = useSession((state) => state.operator)
  const { run, busy, error } = useCoreCommand('messages.hold')
  const held = props.holding !== null
  const allowed = mayAct(operator, 'senior')
  return (
    <>
      <ErrorNote error={error} />
      {held ? <b className="kv-say-warn">{t('hold.held', { count: props.queued })}</b> : null}
      <ConfirmButton
        icon={held ? <PlayCircleOutlined /> : <PauseOutlined />}
        loading={busy}
        disabled={!allowed}
        {...(allowed ? {} : { title: t('hold.seniorOnly') })}
        question={held ? t('hold.releaseSure', { count: props.queued }) : t('hold.holdSure')}
        data-testid="messages-hold"
        onConfirm={() => void run({ held: !held })}
      >
        {held ? t('hold.release') : t('hold.hold')}
      </ConfirmButton>
    </>
  )
}
