import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { SignalBars } from '../../app/signal-bars.tsx'
import { type ModemView, problemOf, toneOf } from './advice.ts'

const signs = { good: '✓', warn: '…', bad: '!' }

/** The state in words and what a person should do about it. */
export function StateCard({ view, children }: { readonly view: ModemView; readonly children: ReactNode }) {
  const { t } = useTranslation('modem')
  const tone = toneOf(view)
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
        <p>{t(`${advice}.do`, { port })}</p>
        {view.problem !== null && problem === null ? (
          <p className="kv-soft">{t('code', { code: view.problem })}</p>
        ) : null}
        {children}
      </div>
    </section>
  )
}
