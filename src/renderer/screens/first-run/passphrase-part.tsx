import { Checkbox, Form } from 'antd'
import { useTranslation } from 'react-i18next'
import { NewPassphrasePart } from '../passphrase/new-passphrase.tsx'
import type { NewPassphrase } from '../passphrase/use-new-passphrase.ts'
import { accepted } from './rules.ts'

/** The words and their sheet, with plain words that nothing else brings the data back. */
export function PassphrasePart({ made }: { readonly made: NewPassphrase }) {
  const { t } = useTranslation('first-run')
  return (
    <section className="kv-panel">
      <h2>{t('passphrasePart')}</h2>
      <div className="kv-note kv-note-warn">{t('passphraseWarning')}</div>
      <NewPassphrasePart made={made} />
      <Form.Item name="known" valuePropName="checked" rules={[accepted(t('mustKnow'))]}>
        <Checkbox data-testid="setup-known">{t('known')}</Checkbox>
      </Form.Item>
    </section>
  )
}
