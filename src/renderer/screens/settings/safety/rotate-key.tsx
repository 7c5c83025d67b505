import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCoreCommand } from '../../../client/use-core-command.ts'
import { ErrorNote } from '../../../components/error-note.tsx'
import { Field } from '../../forms/field.tsx'
import { PassphraseField } from '../../passphrase/passphrase-field.tsx'
import { useInSight } from './use-in-sight.ts'

/** Another key for the files, under the same words. */
export function RotateKey({ onDone }: { readonly onDone: (now: 'key' | null) => void }) {
  const { t } = useTranslation('safety')
  const { t: common } = useTranslation()
  const form = useInSight()
  const [passphrase, setPassphrase] = useState('')
  const rotate = useCoreCommand('safety.rotateKey')
  const run = async (): Promise<void> => {
    const outcome = await rotate.run({ passphrase })
    if (outcome.ok) onDone('key')
  }
  return (
    <form
      ref={form}
      className="kv-stack"
      data-testid="key-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (!rotate.busy && passphrase.trim() !== '') void run()
      }}
    >
      <p className="kv-soft">{t('key.rotateWhat')}</p>
      <Field label={t('key.present')}>
        {(id) => (
          <PassphraseField
            id={id}
            value={passphrase}
            autoFocus
            disabled={rotate.busy}
            testId="key-passphrase"
            onChange={setPassphrase}
          />
        )}
      </Field>
      <ErrorNote error={rotate.error} />
      <div className="kv-line">
        <Button
          type="primary"
          htmlType="submit"
          loading={rotate.busy}
          disabled={passphrase.trim() === ''}
          data-testid="key-submit"
        >
          {t('key.rotate')}
        </Button>
        <Button disabled={rotate.busy} onClick={() => onDone(null)}>
          {common('act.cancel')}
        </Button>
      </div>
    </form>
  )
}
