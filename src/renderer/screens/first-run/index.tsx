import { Button, Checkbox, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LookSwitches } from '../../app/look-switches.tsx'
import { useOffice } from '../../app/office-context.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import './first-run.css'
import { type SetupAnswers, useSetup } from './use-setup.ts'
import { zoneChoices } from './zones.ts'

const pinShape = /^\d{4,8}$/
const shortestPassphrase = 8

/** The office is made here: its name, its first operator, and the passphrase without which nothing can be restored. */
export function FirstRunScreen() {
  const { t } = useTranslation('first-run')
  const { timeZone } = useOffice()
  const { make, busy, error } = useSetup()
  const [zones] = useState(() => zoneChoices(Date.now()))
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const start = zones.some(({ value }) => value === here) ? here : timeZone
  return (
    <div className="kv-first">
      <div className="kv-login-tools">
        <LookSwitches />
      </div>
      <Form<SetupAnswers>
        layout="vertical"
        requiredMark={false}
        initialValues={{ timeZone: start, known: false }}
        onFinish={(answers) => void make(answers)}
        className="kv-first-form"
      >
        <h1>{t('title')}</h1>
        <p className="kv-dim">{t('intro')}</p>
        <div className="kv-first-columns">
          <section className="kv-panel">
            <h2>{t('officePart')}</h2>
            <Form.Item
              name="office"
              label={t('office')}
              extra={t('officeHint')}
              rules={[required(t('need'))]}
            >
              <Input autoFocus maxLength={200} data-testid="setup-office" />
            </Form.Item>
            <Form.Item name="timeZone" label={t('timeZone')}>
              <Select showSearch options={zones} optionFilterProp="label" data-testid="setup-zone" />
            </Form.Item>
            <Form.Item name="operator" label={t('operator')} rules={[required(t('need'))]}>
              <Input maxLength={200} autoComplete="off" data-testid="setup-operator" />
            </Form.Item>
            <div className="kv-first-pair">
              <Form.Item
                name="pin"
                label={t('pin')}
                rules={[{ pattern: pinShape, message: t('pinShape') }, required(t('need'))]}
              >
                <Input.Password
                  inputMode="numeric"
                  maxLength={8}
                  autoComplete="off"
                  data-testid="setup-pin"
                />
              </Form.Item>
              <Form.Item
                name="pinAgain"
                label={t('pinAgain')}
                dependencies={['pin']}
                rules={[same('pin', t('differs')), required(t('need'))]}
              >
                <Input.Password
                  inputMode="numeric"
                  maxLength={8}
                  autoComplete="off"
                  data-testid="setup-pin2"
                />
              </Form.Item>
            </div>
          </section>
          <section className="kv-panel">
            <h2>{t('passphrasePart')}</h2>
            <div className="kv-note kv-note-warn">{t('passphraseWarning')}</div>
            <Form.Item
              name="passphrase"
              label={t('passphrase')}
              extra={t('passphraseHint')}
              rules={[{ min: shortestPassphrase, message: t('passphraseShort') }, required(t('need'))]}
            >
              <Input.Password maxLength={200} autoComplete="off" data-testid="setup-passphrase" />
            </Form.Item>
            <Form.Item
              name="passphraseAgain"
              label={t('passphraseAgain')}
              dependencies={['passphrase']}
              rules={[same('passphrase', t('differs')), required(t('need'))]}
            >
              <Input.Password maxLength={200} autoComplete="off" data-testid="setup-passphrase2" />
            </Form.Item>
            <Form.Item name="known" valuePropName="checked" rules={[accepted(t('mustKnow'))]}>
              <Checkbox data-testid="setup-known">{t('known')}</Checkbox>
            </Form.Item>
          </section>
        </div>
        <ErrorNote error={error} />
        <Button type="primary" size="large" htmlType="submit" loading={busy} data-testid="setup-submit">
          {t('make')}
        </Button>
      </Form>
    </div>
  )
}

const required = (message: string) => ({ required: true, whitespace: true, message })

/** The two fields hold the same text. */
const same =
  (other: keyof SetupAnswers, message: string) =>
  ({ getFieldValue }: { getFieldValue(name: keyof SetupAnswers): unknown }) => ({
    validator: (_rule: unknown, value: unknown) =>
      value === undefined || value === '' || value === getFieldValue(other)
        ? Promise.resolve()
        : Promise.reject(new Error(message)),
  })

const accepted = (message: string) => ({
  validator: (_rule: unknown, value: unknown) =>
    value === true ? Promise.resolve() : Promise.reject(new Error(message)),
})
