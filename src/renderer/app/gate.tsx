import { Spin } from 'antd'
import { useEffect, useMemo } from 'react'
import { createTimeZone } from '../../shared/time-zone.ts'
import { CoreError } from '../client/core-error.ts'
import { useCoreQuery } from '../client/use-core-query.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { FirstRunScreen } from '../screens/first-run/index.tsx'
import { GateStrips } from '../screens/gate/gate-strips.tsx'
import { ClosedOffice } from '../screens/gate/index.tsx'
import { Opening } from '../screens/gate/opening.tsx'
import { LoginScreen } from '../screens/login/index.tsx'
import { usePreferences } from '../state/preferences.ts'
import { useSession } from '../state/session.ts'
import { OfficeContext } from './office-context.ts'
import { Shell } from './shell.tsx'

/** The business day turns at midnight without anybody's act. */
const refresh_ms = 60_000
/** Nobody may be there to say that the office is open again. */
const look_ms = 3000

/** The office behind its gate: why it is closed, or the office itself. */
export function Gate() {
  const gate = useCoreQuery('gate.state', {}, { every_ms: look_ms })
  const { data: view, error } = gate
  if (error instanceof CoreError && error.failure.code === 'office.restarting')
    return <Opening why="restarting" />
  if (view === undefined) {
    return (
      <div className="kv-gate">
        {error === null ? (
          <Spin size="large" />
        ) : (
          <ErrorNote error={error} onRetry={() => void gate.refetch()} />
        )}
      </div>
    )
  }
  if (view.phase !== 'open') return <ClosedOffice view={view} />
  return (
    <div className="kv-frame">
      <GateStrips view={view} />
      <OpenOffice />
    </div>
  )
}

/** First run, then login, then the office. */
function OpenOffice() {
  const status = useCoreQuery('office.status', {}, { every_ms: refresh_ms })
  const offer = usePreferences((state) => state.offer)
  const lang = status.data?.lang ?? null
  useEffect(() => offer(lang), [lang, offer])
  const session = useSession((state) => state.session)
  const timeZone = status.data?.timeZone
  const zone = useMemo(() => (timeZone === undefined ? null : createTimeZone(timeZone)), [timeZone])
  const office = useMemo(
    () => (status.data === undefined || zone === null ? null : { ...status.data, zone }),
    [status.data, zone],
  )

  if (office === null) {
    return (
      <div className="kv-gate">
        {status.error === null ? (
          <Spin size="large" />
        ) : (
          <ErrorNote error={status.error} onRetry={() => void status.refetch()} />
        )}
      </div>
    )
  }
  return (
    <OfficeContext value={office}>
      {office.needsSetup ? <FirstRunScreen /> : session === null ? <LoginScreen /> : <Shell />}
    </OfficeContext>
  )
}
