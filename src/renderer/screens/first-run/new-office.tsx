import { Button, Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from '../../components/error-note.tsx'
import { useNewPassphrase } from '../passphrase/use-new-passphrase.ts'
import { OfficePart } from './office-part.tsx'
import { PassphrasePart } from './passphrase-part.tsx'
import { useLikelyZone } from './use-likely-zone.ts'
import { type SetupAnswers, useSetup } from './use-setup.ts'

/** Its name, its first operator, and the words without which nothing can be restored. */
export function NewOffice() {
  const { t } = useTranslation('first-run')
  const { make, busy, error } = useSetup()
  const timeZone = useLikelyZone()
  const [form] = Form.useForm<SetupAnswers>()
  const office = Form.useWatch('office', form)
  const made = useNewPassphrase(office?.trim() ?? '')
  const asking = made.choice.stage === 'ask'
  const finish = (answers: SetupAnswers): void => {
    if (!asking) made.ask()
    else if (made.answered) void make(answers, made.passphrase)
  }
  return (
    <Form<SetupAnswers>
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={{ timeZone, known: false }}
      onFinish={finish}
    >
      <div className="kv-first-columns">
        <OfficePart />
        <PassphrasePart made={made} />
      </div>
      <ErrorNote error={error} />
      <div className="kv-line">
        <Button
          type="primary"
          size="large"
          htmlType="submit"
          loading={busy}
          disabled={asking ? !made.answered : made.problem !== null}
          data-testid="setup-submit"
        >
          {t(asking ? 'make' : 'next')}
        </Button>
        <span className="kv-soft">{t(asking ? 'makeHint' : 'nextHint')}</span>
      </div>
    </Form>
  )
}
