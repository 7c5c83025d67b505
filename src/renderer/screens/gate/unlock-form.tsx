import { Button, Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { passphraseOf } from '../../../shared/passphrase.ts'
import { Field } from '../forms/field.tsx'
import { PassphraseField } from '../passphrase/passphrase-field.tsx'

const shortest = 8

/** The words of the sheet, and whether this computer is to remember their key. */
export function UnlockForm(props: {
  readonly typed: string
  readonly remember: boolean
  readonly wrong: boolean
  readonly busy: boolean
  readonly onTyped: (text: string) => void
  readonly onRemember: (remember: boolean) => void
  readonly onUnlock: () => void
}) {
  const { t } = useTranslation('gate')
  const { typed, wrong, busy } = props
  const ready = passphraseOf(typed).length >= shortest
  return (
    <form
      className="kv-gate-unlock"
      onSubmit={(event) => {
        event.preventDefault()
        if (ready && !busy) props.onUnlock()
      }}
    >
      <Field label={t('passphrase')} hint={t('passphraseHint')} error={wrong ? t('wrong') : null}>
        {(id) => (
          <PassphraseField
            id={id}
            value={typed}
            autoFocus
            testId="gate-passphrase"
            onChange={props.onTyped}
          />
        )}
      </Field>
      <div className="kv-line">
        <Checkbox
          checked={props.remember}
          data-testid="gate-remember"
          onChange={(event) => props.onRemember(event.target.checked)}
        >
          {t('remember')}
        </Checkbox>
        <span className="kv-soft">{t('rememberHint')}</span>
      </div>
      <Button
        type="primary"
        size="large"
        htmlType="submit"
        loading={busy}
        disabled={!ready}
        data-testid="gate-unlock"
      >
        {t('act.unlock')}
      </Button>
    </form>
  )
}
