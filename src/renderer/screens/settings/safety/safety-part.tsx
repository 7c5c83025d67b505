import { Spin } from 'antd'
import { useCoreQuery } from '../../../client/use-core-query.ts'
import { ErrorNote } from '../../../components/error-note.tsx'
import { CopiesPart } from './copies-part.tsx'
import { CopyAge } from './copy-age.tsx'
import { DrillPart } from './drill-part.tsx'
import { GrowthPart } from './growth-part.tsx'
import { KeyPart } from './key-part.tsx'
import { MirrorPart } from './mirror-part.tsx'
import './safety.css'
import { VerifyPart } from './verify-part.tsx'

const refresh_ms = 30_000

/** How safe the office is: its copies, its second disk, its key, and whether its records agree. */
export function SafetyPart() {
  const { data: safety, error, refetch } = useCoreQuery('safety.state', {}, { every_ms: refresh_ms })
  return (
    <div className="kv-stack kv-safety">
      {safety === undefined ? (
        error === null ? (
          <Spin className="kv-wait" />
        ) : (
          <ErrorNote error={error} onRetry={() => void refetch()} />
        )
      ) : (
        <>
          <CopyAge safety={safety} />
          <div className="kv-safety-columns">
            <div className="kv-stack">
              <CopiesPart copies={safety.copies} />
              <GrowthPart size={safety.size} growth={safety.growth} />
            </div>
            <div className="kv-stack">
              <MirrorPart mirror={safety.mirror} encrypted={safety.encrypted} />
              <KeyPart safety={safety} />
              <DrillPart safety={safety} />
            </div>
          </div>
        </>
      )}
      <VerifyPart />
    </div>
  )
}
