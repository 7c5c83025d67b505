import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { useBytesText } from '../../components/bytes-text.ts'
import { useLocalInstant } from './local-instant.ts'

/** What lies at the path: of what day, how large, or why nothing can be restored from it. */
export function FoundSource({ found }: { readonly found: CallOutput<'gate.inspect'> }) {
  const { t } = useTranslation('gate')
  const say = useLocalInstant()
  const size = useBytesText()
  if (found.kind === 'none' || found.problem !== null) {
    const code = found.problem ?? 'none'
    return (
      <div className="kv-note" role="alert" data-testid="restore-none">
        {t(`restore.problem.${code}`, { defaultValue: t('restore.problem.other', { code }) })}
      </div>
    )
  }
  const at = found.at === null ? t('unknownTime') : say(found.at)
  return (
    <div className="kv-note kv-note-good" role="status" data-testid="restore-found">
      <b>{t(`restore.found.${found.kind}`, { at })}</b>
      <span>{size(found.size)}</span>
      <span>{t(found.encrypted ? 'restore.encrypted' : 'restore.plain')}</span>
    </div>
  )
}
