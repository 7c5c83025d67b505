import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { formatMoney } from '../../../shared/money.ts'
import { useOffice } from '../../app/office-context.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { InstantText } from '../../components/instant-text.tsx'
import { problemOf } from './advice.ts'

type Step = CallOutput<'modem.checkSteps'>['steps'][number]

const signs = { good: '✓', doubtful: '?', bad: '!', skipped: '·' } as const

/** The whole way of a message walked step by step, each explained, with what to do where it is not good. */
export function CheckWalk({ link }: { readonly link: 1 | 2 }) {
  const { t } = useTranslation('modem-link')
  const walk = useCoreCommand('modem.check')
  const { data, error } = useCoreQuery('modem.checkSteps', {})
  return (
    <section className="kv-block kv-stack" data-testid="check">
      <div className="kv-mo-load">
        <h3>{t('check.title')}</h3>
        <span className="kv-soft">{data?.at == null ? null : <InstantText at={data.at} />}</span>
        <Button
          type="primary"
          loading={walk.busy || data?.running === true}
          data-testid="check-start"
          onClick={() => void walk.run({ link })}
        >
          {t('check.start')}
        </Button>
      </div>
      {data === undefined || data.steps.length === 0 ? (
        <p className="kv-soft kv-mo-plain">{t('check.none')}</p>
      ) : (
        <ol className="kv-ml-steps" aria-live="polite">
          {data.steps.map((step) => (
            <StepLine key={step.step} step={step} />
          ))}
        </ol>
      )}
      <ErrorNote error={walk.error ?? error} />
    </section>
  )
}

function StepLine({ step }: { readonly step: Step }) {
  const { t } = useTranslation('modem-link')
  const { t: modem } = useTranslation('modem')
  const { kind } = useOffice()
  const { balance_kop, behind_ms } = step.details
  const values = {
    ...step.details,
    balance: typeof balance_kop === 'number' ? formatMoney(balance_kop) : '',
    minutes: typeof behind_ms === 'number' ? Math.round(Math.abs(behind_ms) / 60_000) : '',
  }
  const codes = [`checkCode.${step.step}-${step.code}`, `checkCode.${step.code}`]
  const own = step.code === null ? '' : t(codes, { ...values, defaultValue: '' })
  const problem = problemOf({ problem: step.code, virtual: kind === 'training' })
  const known = problem === null ? '' : modem(`problem.${problem}.do`, values)
  const about = t(`checkFact.${step.step}`, { ...values, defaultValue: '' })
  return (
    <li
      className={`kv-ml-step kv-ml-${step.result}`}
      data-testid={`check-${step.step}`}
      data-result={step.result}
    >
      <span aria-hidden="true">{signs[step.result]}</span>
      <div>
        <b>{t(`checkStep.${step.step}`)}</b>{' '}
        <span className="kv-soft">{t(`checkResult.${step.result}`)}</span>
        {step.result === 'good' && about !== '' ? <p>{about}</p> : null}
        {step.result === 'doubtful' || step.result === 'bad' ? (
          <p className="kv-ml-fix">{own || known || step.code}</p>
        ) : null}
      </div>
    </li>
  )
}
