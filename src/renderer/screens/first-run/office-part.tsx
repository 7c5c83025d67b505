import { Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { required, same } from './rules.ts'
import { zoneChoices } from './zones.ts'

const pinShape = /^\d{4,8}$/

/** What the office is called, where it stands, and who works first. */
export function OfficePart() {
  const { t } = useTranslation('first-run')
  const [zones] = useState(() => zoneChoices(Date.now()))
  return (
    <section className="kv-panel">
      <h2>{t('officePart')}</h2>
      <Form.Item name="office" label={t('office')} extra={t('officeHint')} rules={[required(t('need'))]}>
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
          <Input.Password inputMode="numeric" maxLength={8} autoComplete="off" data-testid="setup-pin" />
        </Form.Item>
        <Form.Item
          name="pinAgain"
          label={t('pinAgain')}
          dependencies={['pin']}
          rules={[same('pin', t('differs')), required(t('need'))]}
        >
          <Input.Password inputMode="numeric" maxLength={8} autoComplete="off" data-testid="setup-pin2" />
        </Form.Item>
      </div>
    </section>
  )
}
