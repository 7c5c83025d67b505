import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from '../../components/error-note.tsx'
import type { SettingsForm } from './use-settings.ts'

/** Saving, and what came of it. */
export function SettingsActs({ form, ready }: { readonly form: SettingsForm; readonly ready: boolean }) {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation()
  if (!form.mayEdit) return <p className="kv-entry-acts kv-soft">{t('ownerOnly')}</p>
  return (
    <div className="kv-entry-acts">
      <Button
        type="primary"
        htmlType="submit"
        disabled={!form.changed || !ready}
        loading={form.busy}
        data-testid="settings-save"
      >
        {common('act.save')}
      </Button>
      {form.changed ? <span className="kv-soft">{t('unsaved')}</span> : null}
      {form.done ? (
        <span className="kv-say-good" role="status" data-testid="settings-saved">
          {t('saved')}
        </span>
      ) : null}
      <ErrorNote error={form.error} />
    </div>
  )
}
