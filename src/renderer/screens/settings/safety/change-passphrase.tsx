import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCoreCommand } from '../../../client/use-core-command.ts'
import { ErrorNote } from '../../../components/error-note.tsx'
import { NewPassphrasePart } from '../../passphrase/new-passphrase.tsx'
import { useNewPassphrase } from '../../passphrase/use-new-passphrase.ts'
import { useInSight } from './use-in-sight.ts'

/** New words, their sheet, two of them given back; only then do they count. */
export function ChangePassphrase({ onDone }: { readonly onDone: (now: 'words' | null) => void }) {
  const { t } = useTranslation('safety')
  const { t: common } = useTranslation()
  const form = useInSight()
  const made = useNewPassphrase(null)
  const set = useCoreCommand('safety.setPassphrase')
  const asking = made.choice.stage === 'ask'
  const finish = async (): Promise<void> => {
    if (!asking) return made.ask()
    if (!made.answered) return
    const outcome = await set.run({ passphrase: made.passphrase, sheetConfirmed: true })
    if (outcome.ok) onDone('words')
  }
  return (
    <form
      ref={form}
      className="kv-stack"
      data-testid="words-form"
      onSubmit={(event) => {
        event.preventDefault()
        void finish()
      }}
    >
      <p className="kv-soft">{t('key.changeWhat')}</p>
      <NewPassphrasePart made={made} />
      <ErrorNote error={set.error} />
      <div className="kv-line">
        <Button
          type="primary"
          htmlType="submit"
          loading={set.busy}
          disabled={asking ? !made.answered : made.problem !== null}
          data-testid="words-submit"
        >
          {t(asking ? 'key.setWords' : 'key.checkSheet')}
        </Button>
        <Button disabled={set.busy} onClick={() => onDone(null)}>
          {common('act.cancel')}
        </Button>
      </div>
    </form>
  )
}
