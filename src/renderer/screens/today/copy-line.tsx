import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useOffice } from '../../app/office-context.ts'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { copyStand, copyTones, isMirrorTroubled } from '../settings/safety/copy-stand.ts'
import { useCopyWords } from '../settings/safety/use-copy-words.ts'

/** How old the last copy is; it leads to where one can be made. */
export function CopyLine() {
  const { t } = useTranslation('safety')
  const { kind } = useOffice()
  const say = useCopyWords()
  const { data: safety } = useCoreQuery('safety.state', {})
  if (safety === undefined) return null
  const stand = copyStand(safety, kind)
  if (stand === 'practice') return null
  const troubled = isMirrorTroubled(safety)
  return (
    <Link
      href="/settings/safety"
      className={`kv-copy-line kv-tone-${stand === 'good' && troubled ? 'warn' : copyTones[stand]}`}
      data-testid="today-copy"
    >
      <b>{t(`age.${stand}`, { when: safety.lastGoodCopyAt === null ? '' : say(safety.lastGoodCopyAt) })}</b>
      {troubled ? <span>{t(`mirror.state.${safety.mirror.state}`)}</span> : null}
    </Link>
  )
}
