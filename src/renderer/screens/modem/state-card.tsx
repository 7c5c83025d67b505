import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { SignalBars } from '../../app/signal-bars.tsx'
import { type ModemView, problemOf, toneOf } from './advice.ts'

const signs = { good: '✓', warn: '…', bad: '!' }

interface StateCardProps {
  readonly view: ModemView
  /** The link works and something else keeps messages from leaving. */
  readonly held: boolean
  readonly children: ReactNode
}

/** The state in words and what a person should do about it. */
export function StateCard({ view, held, children }: StateCardProps) {
  const { t } = useTranslation('modem')
  const waits = held && view.phase === 'ready' && view.problem === null
  const tone = waits ? 'warn' : toneOf(view)
  const problem = problemOf(view)
  const port = view.configuredPort ?? view.port ?? ''
  const advice = problem === null ? `phase.${view.phase}` : `problem.${problem}`
  return (
    <section className={`kv-mo-state kv-mo-${tone}`} data-testid="modem-phase" data-phase={view.phase}>
      <div className="kv-mo-sign" aria-hidden="true">
        {view.phase === 'ready' ? <SignalBars bars={view.bars} /> : signs[tone]}
      </div>
      <div className="kv-mo-words">
        <h2>{t(`${advice}.title`, { operator: view.operator ?? '', port })}</h2>
        <p>{waits ? t('held') : t(`${advice}.do`, { port })}</p>
        {view.problem !== null && problem === null ? (
          <p className="kv-soft">{t('code', { code: view.problem })}</p>
        ) : null}
        {children}
      </div>
    </section>
  )
}
