import { Checkbox, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { accepted, required, same } from './rules.ts'

const shortest = 8

/** The passphrase, with plain words that nothing else brings the data back. */
export function PassphrasePart() {
  const { t } = useTranslation('first-run')
  return (
    <section className="kv-panel">
      <h2>{t('passphrasePart')}</h2>
      <div className="kv-note kv-note-warn">{t('passphraseWarning')}</div>
      <Form.Item
        name="passphrase"
        label={t('passphrase')}
        extra={t('passphraseHint')}
        rules={[{ min: shortest, message: t('passphraseShort') }, required(t('need'))]}
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
  )
}
