import { PrinterOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from '../../components/error-note.tsx'
import { Field } from '../forms/field.tsx'
import { isRight } from './passphrase-choice.ts'
import type { NewPassphrase } from './use-new-passphrase.ts'

/** Two words of the sheet, typed from paper: the words themselves are out of sight now. */
export function WordsBack({ made }: { readonly made: NewPassphrase }) {
  const { t } = useTranslation('passphrase')
  const { asked, answers } = made.choice
  return (
    <div className="kv-phrase" data-testid="phrase-ask">
      <p className="kv-phrase-say">{t('askBack')}</p>
      <div className="kv-phrase-asked">
        {asked.map((place, at) => (
          <Field
            key={place}
            label={asked.length === 1 ? t('whole') : t('wordNumber', { number: place + 1 })}
            error={isRight(made.choice, at) === false ? t('wrongWord') : null}
          >
            {(id) => (
              <Input
                id={id}
                value={answers[at] ?? ''}
                size="large"
                maxLength={200}
                autoFocus={at === 0}
                autoComplete="off"
                spellCheck={false}
                data-testid="phrase-answer"
                data-place={place + 1}
                onChange={(event) => made.step({ type: 'answer', at, text: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <div className="kv-line">
        <Button data-testid="phrase-show" onClick={() => made.step({ type: 'show' })}>
          {t('showAgain')}
        </Button>
        <Button
          icon={<PrinterOutlined />}
          loading={made.printing}
          data-testid="phrase-print"
          onClick={() => void made.print()}
        >
          {t('print')}
        </Button>
      </div>
      <ErrorNote error={made.error} />
    </div>
  )
}
