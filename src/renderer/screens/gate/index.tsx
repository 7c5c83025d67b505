import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GateProblem, GateView } from '../../../shared/contract/safety.ts'
import { LookSwitches } from '../../app/look-switches.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { ActList } from './act-list.tsx'
import './gate.css'
import { Opening } from './opening.tsx'
import { ProblemCard, ProblemFacts } from './problem-card.tsx'
import { RefusedReason } from './refused-reason.tsx'
import { RestorePanel } from './restore-panel.tsx'
import { UnlockForm } from './unlock-form.tsx'
import { useGateActs } from './use-gate-acts.ts'

/** The office is not open: one screen from the problem to the open office, with all that was typed kept on the way. */
export function ClosedOffice({ view }: { readonly view: GateView }) {
  // While an act opens it anew the problem stays in sight: a person sees what they did, not a flicker.
  const [last, setLast] = useState<GateView | null>(view.problem === null ? null : view)
  useEffect(() => {
    if (view.problem !== null) setLast(view)
  }, [view])
  const shown = view.problem === null ? last : view
  return shown === null || shown.problem === null ? (
    <Opening why="opening" />
  ) : (
    <ProblemScreen view={shown} problem={shown.problem} opening={view.phase === 'opening'} />
  )
}

function ProblemScreen(props: {
  readonly view: GateView
  readonly problem: GateProblem
  readonly opening: boolean
}) {
  const { view, problem } = props
  const { t } = useTranslation('gate')
  const acts = useGateActs()
  const [typed, setTyped] = useState('')
  const [remember, setRemember] = useState(true)
  const [restoring, setRestoring] = useState(false)
  const busy = acts.busy || props.opening
  const unlocking = view.acts.includes('unlock')
  return (
    <div className="kv-gate-page" data-testid="gate" data-code={problem.code}>
      <div className="kv-login-tools">
        <LookSwitches />
      </div>
      <div className="kv-gate-card">
        <ProblemCard view={view} problem={problem} chosen={restoring} />
        {unlocking && !restoring ? (
          <UnlockForm
            typed={typed}
            remember={remember}
            wrong={problem.code === 'passphrase-wrong' && !busy}
            busy={busy}
            onTyped={setTyped}
            onRemember={setRemember}
            onUnlock={() => void acts.unlock(typed, remember)}
          />
        ) : null}
        <ErrorNote error={acts.error} />
        <RefusedReason error={acts.error} />
        {restoring ? (
          <>
            <RestorePanel />
            <div className="kv-gate-acts">
              <Button size="large" data-testid="gate-back" onClick={() => setRestoring(false)}>
                {t('back')}
              </Button>
            </div>
          </>
        ) : (
          <ActList
            view={view}
            acts={acts}
            busy={busy}
            focused={!unlocking}
            onRestore={() => setRestoring(true)}
          />
        )}
        <ProblemFacts view={view} problem={problem} />
      </div>
    </div>
  )
}
