import { useTranslation } from 'react-i18next'
import type { GateProblem, GateView } from '../../../shared/contract/safety.ts'
import { useLocalInstant } from './local-instant.ts'
import { problemWords, waitsByItself } from './problem-words.ts'

/** What happened, what is safe, what to do, and what to read out to whoever installed the program. */
export function ProblemCard(props: {
  readonly view: GateView
  readonly problem: GateProblem
  /** A person has chosen what to do: the advice is out of the way. */
  readonly chosen: boolean
}) {
  const { view, problem, chosen } = props
  const { t } = useTranslation('gate')
  const say = useLocalInstant()
  const words = problemWords({ ...view, problem })
  const values = {
    host: problem.host ?? '',
    since: problem.since === null ? t('unknownTime') : say(problem.since),
    folder: view.folder,
    version: problem.reason ?? '',
    at: view.lastGoodAt === null ? '' : say(view.lastGoodAt),
  }
  return (
    <>
      <h1>{t(words.title, values)}</h1>
      <p className="kv-gate-what">{t(words.what, values)}</p>
      <p className="kv-note kv-note-good">{t(words.safe, values)}</p>
      {chosen ? null : (
        <>
          <h2>{t('todo')}</h2>
          <ol>
            {words.steps.map((step) => (
              <li key={step}>{t(step, values)}</li>
            ))}
          </ol>
        </>
      )}
      {waitsByItself(problem) ? (
        <p className="kv-gate-waits" role="status" data-testid="gate-waits">
          {t('waits')}
        </p>
      ) : null}
    </>
  )
}

/** Exact words for the telephone; a cashier need not understand them. */
export function ProblemFacts({ view, problem }: { readonly view: GateView; readonly problem: GateProblem }) {
  const { t } = useTranslation('gate')
  const facts = [
    ['code', problem.code],
    ['folder', view.folder],
    ['file', problem.file],
    ['reason', problem.reason],
    ['host', problem.host],
    ['pid', problem.pid],
  ] as const
  return (
    <details className="kv-gate-facts">
      <summary>{t('call')}</summary>
      <dl className="kv-pairs">
        {facts.map(([name, value]) =>
          value === null ? null : (
            <div key={name}>
              <dt>{t(`fact.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </details>
  )
}
