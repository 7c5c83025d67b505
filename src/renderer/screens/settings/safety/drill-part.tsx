import { Button, Progress } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SafetyView } from '../../../../shared/contract/safety.ts'
import { useCoreCommand } from '../../../client/use-core-command.ts'
import { ErrorNote } from '../../../components/error-note.tsx'
import { useProgress } from '../../bills/use-progress.ts'
import { Field } from '../../forms/field.tsx'
import { PassphraseField } from '../../passphrase/passphrase-field.tsx'
import { useCopyWords } from './use-copy-words.ts'

/** Whether the newest copy really brings the office back, tried in a folder of its own. */
export function DrillPart({ safety }: { readonly safety: SafetyView }) {
  const { t } = useTranslation('safety')
  const drill = useCoreCommand('safety.drill')
  const [passphrase, setPassphrase] = useState('')
  const must = safety.encrypted && safety.keyKept === 'none'
  const run = async (): Promise<void> => {
    const typed = passphrase.trim()
    const outcome = await drill.run({ passphrase: safety.encrypted && typed !== '' ? typed : null })
    if (outcome.ok) setPassphrase('')
  }
  return (
    <section className="kv-block kv-stack kv-safety-part">
      <h3>{t('drill.title')}</h3>
      <p className="kv-soft">{t('drill.what')}</p>
      {safety.lastDrill === null ? null : <Result drill={safety.lastDrill} />}
      <form
        className="kv-stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (!drill.busy) void run()
        }}
      >
        {safety.encrypted ? (
          <Field
            label={t('drill.passphrase')}
            hint={t(must ? 'drill.passphraseMust' : 'drill.passphraseHint')}
          >
            {(id) => (
              <PassphraseField
                id={id}
                value={passphrase}
                disabled={drill.busy}
                testId="drill-passphrase"
                onChange={setPassphrase}
              />
            )}
          </Field>
        ) : null}
        <div className="kv-line">
          <Button
            htmlType="submit"
            loading={drill.busy}
            disabled={must && passphrase.trim() === ''}
            data-testid="drill-run"
          >
            {t('drill.run')}
          </Button>
          {drill.busy ? <Running /> : null}
        </div>
        <ErrorNote error={drill.error} />
      </form>
    </section>
  )
}

function Running() {
  const percent = useProgress('drill')
  return <Progress className="kv-safe-progress" percent={percent ?? 0} status="active" />
}

function Result({ drill }: { readonly drill: NonNullable<SafetyView['lastDrill']> }) {
  const { t, i18n } = useTranslation('safety')
  const say = useCopyWords()
  const values = {
    when: say(drill.at),
    copy: drill.copy,
    tables: drill.tables,
    rows: drill.rows.toLocaleString(i18n.language),
    problem:
      drill.problem === null
        ? ''
        : t(`drill.why.${drill.problem}`, { defaultValue: t('drill.why.other', { code: drill.problem }) }),
  }
  return drill.ok ? (
    <div className="kv-note kv-note-good" role="status" data-testid="drill-good">
      <b>{t('drill.good', values)}</b> <span>{t('drill.facts', values)}</span>
    </div>
  ) : (
    <div className="kv-note" role="alert" data-testid="drill-bad">
      <b>{t('drill.bad', values)}</b> <span>{t('drill.badWhat', values)}</span>
    </div>
  )
}
