import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { mayAct, useSession } from '../../state/session.ts'
import { OperatorForm } from './operator-form.tsx'

/** The people who may log in, what each may do, and their PINs. */
export function OperatorsPart() {
  const { t } = useTranslation('settings')
  const operator = useSession((state) => state.operator)
  if (!mayAct(operator, 'owner')) return <p className="kv-soft">{t('ownerOnly')}</p>
  return <Operators />
}

function Operators() {
  const { t } = useTranslation('settings')
  const { t: common } = useTranslation()
  const list = useCoreQuery('operators.list', {})
  const [opened, setOpened] = useState<number | 'new' | null>(null)
  const items = list.data?.items ?? []
  const chosen = items.find((each) => each.id === opened) ?? null
  return (
    <div className="kv-set-people">
      <div className="kv-stack">
        <ErrorNote error={list.error} onRetry={() => void list.refetch()} />
        {items.map((each) => (
          <button
            key={each.id}
            type="button"
            className={each.id === opened ? 'kv-set-person kv-here' : 'kv-set-person'}
            data-testid="operator-row"
            onClick={() => setOpened(each.id)}
          >
            <b>{each.name}</b>
            <span>{common(`role.${each.role}`)}</span>
            {each.active ? null : <span className="kv-say-warn">{t('operator.inactive')}</span>}
          </button>
        ))}
        <div>
          <Button type="primary" data-testid="operator-new" onClick={() => setOpened('new')}>
            {t('operator.add')}
          </Button>
        </div>
        <p className="kv-soft">{t('operator.roles')}</p>
      </div>
      {opened === 'new' || chosen !== null ? (
        <OperatorForm key={opened} operator={chosen} onSaved={setOpened} onClose={() => setOpened(null)} />
      ) : null}
    </div>
  )
}
