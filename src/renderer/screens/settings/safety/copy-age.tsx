import { Button, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import type { SafetyView } from '../../../../shared/contract/safety.ts'
import { useOffice } from '../../../app/office-context.ts'
import { useCoreCommand } from '../../../client/use-core-command.ts'
import { ErrorNote } from '../../../components/error-note.tsx'
import { useProgress } from '../../bills/use-progress.ts'
import { copyStand, copyTones } from './copy-stand.ts'
import { useCopyWords } from './use-copy-words.ts'

/** The one sentence that matters, and the act that makes it true again. */
export function CopyAge({ safety }: { readonly safety: SafetyView }) {
  const { t } = useTranslation('safety')
  const say = useCopyWords()
  const copy = useCoreCommand('safety.copyNow')
  const { kind } = useOffice()
  const stand = copyStand(safety, kind)
  const { lastGoodCopyAt, restoredAt } = safety
  return (
    <section
      className={`kv-safety-age kv-tone-${copyTones[stand]}`}
      data-testid="copy-age"
      data-stand={stand}
    >
      <div>
        <h3>{t(`age.${stand}`, { when: lastGoodCopyAt === null ? '' : say(lastGoodCopyAt) })}</h3>
        <p>{t(`age.${stand}What`)}</p>
        {restoredAt === null ? null : (
          <p data-testid="restored-note">{t('restored', { when: say(restoredAt) })}</p>
        )}
      </div>
      <div className="kv-safety-age-act">
        <Button
          type="primary"
          size="large"
          loading={copy.busy}
          data-testid="copy-now"
          onClick={() => void copy.run({})}
        >
          {t('copyNow')}
        </Button>
        {copy.busy ? <Running /> : null}
      </div>
      <ErrorNote error={copy.error} />
    </section>
  )
}

function Running() {
  const percent = useProgress('copy')
  return <Progress className="kv-safe-progress" percent={percent ?? 0} status="active" />
}
