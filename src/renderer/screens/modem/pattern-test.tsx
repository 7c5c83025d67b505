import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { Money } from '../../components/money.tsx'
import { Field } from '../forms/field.tsx'
import { useDebounced } from '../parts/use-debounced.ts'

const typing_ms = 250

/** The pattern that finds the amount, tried on any answer before it is saved. */
export function PatternTest(props: {
  readonly pattern: string
  readonly disabled: boolean
  readonly onPattern: (pattern: string) => void
}) {
  const { t } = useTranslation('modem-link')
  const [text, setText] = useState('Баланс: 123,45 р.')
  const pattern = useDebounced(props.pattern, typing_ms)
  const tried = useCoreQuery('modem.tryPattern', { pattern, text }, { keepPrevious: true })
  const problem = tried.data?.problem ?? null
  const found = tried.data?.balance_kop ?? null
  return (
    <fieldset className="kv-ml-group" disabled={props.disabled}>
      <legend>{t('group.pattern')}</legend>
      <Field label={t('field.balancePattern')} wide error={problem === null ? null : t(`pattern.${problem}`)}>
        {(id) => (
          <Input
            id={id}
            className="kv-ml-code"
            value={props.pattern}
            maxLength={300}
            data-testid="card-pattern"
            onChange={(event) => props.onPattern(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('field.patternText')} wide>
        {(id) => (
          <Input
            id={id}
            value={text}
            maxLength={300}
            data-testid="card-pattern-text"
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <p
        className={found === null ? 'kv-say-warn kv-mo-plain' : 'kv-say-good kv-mo-plain'}
        data-testid="card-pattern-found"
      >
        {found === null ? t('pattern.notFound') : t('pattern.found')}{' '}
        {found === null ? null : <Money value={found} sign />}
      </p>
    </fieldset>
  )
}
