import { PrinterOutlined, ReloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from '../../components/error-note.tsx'
import { OwnPassphrase } from './own-passphrase.tsx'
import './passphrase.css'
import type { NewPassphrase } from './use-new-passphrase.ts'
import { WordsBack } from './words-back.tsx'

/** Seven words or one's own passphrase, its sheet, and then two of its words asked back. */
export function NewPassphrasePart({ made }: { readonly made: NewPassphrase }) {
  const { t } = useTranslation('passphrase')
  if (made.choice.stage === 'ask') return <WordsBack made={made} />
  return (
    <div className="kv-phrase">
      {made.choice.mode === 'words' ? <Words made={made} /> : <OwnPassphrase made={made} />}
      <div className="kv-line">
        <Button
          icon={<PrinterOutlined />}
          loading={made.printing}
          disabled={made.problem !== null}
          data-testid="phrase-print"
          onClick={() => void made.print()}
        >
          {t('print')}
        </Button>
        {made.choice.mode === 'words' ? (
          <Button icon={<ReloadOutlined />} data-testid="phrase-others" onClick={() => void made.others()}>
            {t('others')}
          </Button>
        ) : null}
        <Button
          type="link"
          data-testid="phrase-mode"
          onClick={() => made.step({ type: 'mode', mode: made.choice.mode === 'words' ? 'own' : 'words' })}
        >
          {t(made.choice.mode === 'words' ? 'own' : 'proposed')}
        </Button>
      </div>
      <ErrorNote error={made.error} />
    </div>
  )
}

function Words({ made }: { readonly made: NewPassphrase }) {
  const { t } = useTranslation('passphrase')
  return (
    <ol className="kv-phrase-words" aria-label={t('words')} data-testid="phrase-words">
      {made.choice.words.map((word, at) => (
        <li key={word} data-testid="phrase-word">
          <span aria-hidden="true">{at + 1}</span> <b>{word}</b>
        </li>
      ))}
    </ol>
  )
}
