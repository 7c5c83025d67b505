import { Button, Progress } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../../shared/contract/contract.ts'
import { useCoreCommand } from '../../../client/use-core-command.ts'
import { ErrorNote } from '../../../components/error-note.tsx'
import { useInstantText } from '../../../components/instant-text.tsx'
import { useProgress } from '../../bills/use-progress.ts'
import { comparisons } from './finding-groups.ts'
import { FindingsList } from './findings-list.tsx'
import './safety.css'

type Report = CallOutput<'verify.run'>

const mebibyte = 1024 * 1024

/** Whether the office's records agree with its ledger, looked at when a person asks. */
export function VerifyPart() {
  const { t } = useTranslation('safety')
  const verify = useCoreCommand('verify.run')
  const [report, setReport] = useState<Report | null>(null)

  const check = async (): Promise<void> => {
    setReport(null)
    const outcome = await verify.run({})
    if (outcome.ok) setReport(outcome.value)
  }
  return (
    <div className="kv-stack">
      <div className="kv-block kv-stack kv-safe">
        <h3>{t('title')}</h3>
        <p className="kv-soft">{t('what')}</p>
        <div className="kv-line">
          <Button
            type="primary"
            size="large"
            loading={verify.busy}
            data-testid="verify-run"
            onClick={() => void check()}
          >
            {t('run')}
          </Button>
          {verify.busy ? <Running /> : <span className="kv-soft">{t('runHint')}</span>}
        </div>
        <ErrorNote error={verify.error} />
        {report === null ? null : <Verdict report={report} />}
      </div>
      {report === null ? null : <FindingsList report={report} />}
    </div>
  )
}

function Running() {
  const percent = useProgress('verify')
  return <Progress className="kv-safe-progress" percent={percent ?? 0} status="active" />
}

function Verdict({ report }: { readonly report: Report }) {
  const { t, i18n } = useTranslation('safety')
  const sayInstant = useInstantText()
  const wrong = report.checks.reduce((all, check) => all + check.wrong, 0)
  const number = (value: number, digits = 0): string =>
    value.toLocaleString(i18n.language, { minimumFractionDigits: digits, maximumFractionDigits: digits })
  const facts = t('facts', {
    checks: report.checks.length,
    rows: number(comparisons(report)),
    at: sayInstant(report.at),
    size: number(report.size / mebibyte, 1),
  })
  return wrong === 0 ? (
    <div className="kv-note kv-note-good" role="status" data-testid="verify-good">
      <b>{t('good')}</b> <span>{facts}</span>
    </div>
  ) : (
    <div className="kv-note kv-safe-bad" role="alert" data-testid="verify-bad">
      <b>{t('bad', { count: wrong })}</b> <span>{facts}</span>
      <p>{t('advice')}</p>
    </div>
  )
}
