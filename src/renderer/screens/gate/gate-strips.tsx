import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { GateView } from '../../../shared/contract/safety.ts'
import { useFailureSeen } from '../../state/failure-seen.ts'
import { useLocalInstant } from './local-instant.ts'

/** Above every screen: that the office is open only to look, and that it had to be opened anew. */
export function GateStrips({ view }: { readonly view: GateView }) {
  const { t } = useTranslation('gate')
  const say = useLocalInstant()
  const { at: seen, see } = useFailureSeen()
  const failure = view.lastFailure
  return (
    <>
      {view.readOnly ? (
        <div className="kv-strip kv-strip-look" role="status" data-testid="read-only-strip">
          {t('look.title')}
          <span>
            {t(view.lastGoodAt === null ? 'look.what' : 'look.whatUntil', {
              at: view.lastGoodAt === null ? '' : say(view.lastGoodAt),
            })}
          </span>
        </div>
      ) : null}
      {failure === null || failure.at === seen ? null : (
        <div className="kv-strip kv-strip-after" role="status" data-testid="failure-strip">
          {t('after.title', { at: say(failure.at) })}
          <span>
            {t('after.what', { why: t(`after.why.${failure.code}`, { defaultValue: failure.code }) })}
          </span>
          <Button size="small" data-testid="failure-seen" onClick={() => see(failure.at)}>
            {t('after.seen')}
          </Button>
        </div>
      )}
    </>
  )
}
