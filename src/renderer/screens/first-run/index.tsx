import { Button, Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { LookSwitches } from '../../app/look-switches.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import './first-run.css'
import { OfficePart } from './office-part.tsx'
import { PassphrasePart } from './passphrase-part.tsx'
import { useLikelyZone } from './use-likely-zone.ts'
import { type SetupAnswers, useSetup } from './use-setup.ts'

/** The office is made here: its name, its first operator, and the passphrase without which nothing can be restored. */
export function FirstRunScreen() {
  const { t } = useTranslation('first-run')
  const { make, busy, error } = useSetup()
  const timeZone = useLikelyZone()
  return (
    <div className="kv-first">
      <div className="kv-login-tools">
        <LookSwitches />
      </div>
      <Form<SetupAnswers>
        layout="vertical"
        requiredMark={false}
        initialValues={{ timeZone, known: false }}
        onFinish={(answers) => void make(answers)}
        className="kv-first-form"
      >
        <h1>{t('title')}</h1>
        <p className="kv-dim">{t('intro')}</p>
        <div className="kv-first-columns">
          <OfficePart />
          <PassphrasePart />
        </div>
        <ErrorNote error={error} />
        <Button type="primary" size="large" htmlType="submit" loading={busy} data-testid="setup-submit">
          {t('make')}
        </Button>
      </Form>
    </div>
  )
}
