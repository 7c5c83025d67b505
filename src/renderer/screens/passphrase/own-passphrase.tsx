import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { ownPassphraseLength } from '../../../shared/passphrase.ts'
import { Field } from '../forms/field.tsx'
import type { NewPassphrase } from './use-new-passphrase.ts'

/** A passphrase that a person thinks of; seen while it is typed, for it goes onto paper anyway. */
export function OwnPassphrase({ made }: { readonly made: NewPassphrase }) {
  const { t } = useTranslation('passphrase')
  const { own, ownAgain } = made.choice
  const short = made.problem === 'short' && own !== ''
  const differs = made.problem === 'differs' && ownAgain !== ''
  return (
    <div className="kv-phrase-own">
      <Field
        label={t('ownLabel')}
        hint={t('ownHint', { count: ownPassphraseLength })}
        error={short ? t('short', { count: ownPassphraseLength }) : null}
      >
        {(id) => (
          <Input
            id={id}
            value={own}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            data-testid="setup-passphrase"
            onChange={(event) => made.step({ type: 'own', own: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('ownAgain')} error={differs ? t('differs') : null}>
        {(id) => (
          <Input
            id={id}
            value={ownAgain}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            data-testid="setup-passphrase2"
            onChange={(event) => made.step({ type: 'own-again', ownAgain: event.target.value })}
          />
        )}
      </Field>
    </div>
  )
}
