import { useTranslation } from 'react-i18next'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { InstantText } from '../../components/instant-text.tsx'
import { PaymentList } from './payment-list.tsx'
import type { Desk } from './use-desk.ts'

/** Beside an empty desk: visits that wait, and the payments of the day. */
export function DeskSide({ desk }: { readonly desk: Desk }) {
  const { t } = useTranslation('desk')
  const drafts = useCoreQuery('desk.drafts', {})
  const items = drafts.data?.items ?? []
  return (
    <div className="kv-side">
      {items.length === 0 ? null : (
        <>
          <h3>
            {t('drafts')} <kbd>F7</kbd>
          </h3>
          <ul className="kv-drafts">
            {items.map(({ id, title, at }) => (
              <li key={id}>
                <button type="button" data-testid="desk-draft" onClick={() => void desk.acts.takeUp(id)}>
                  <span>{title}</span>
                  <InstantText at={at} />
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      <PaymentList />
    </div>
  )
}
