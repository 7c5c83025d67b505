import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { mayAct, useSession } from '../../state/session.ts'
import { CalendarTabs } from './calendar-tabs.tsx'
import { RuleForm } from './rule-form.tsx'
import { RuleRow } from './rule-row.tsx'
import { useServices } from './use-services.ts'

type Edited = number | 'new' | null

/** The rules by which reminders are planned; a form beside the list writes one. */
export function RulesPage() {
  const { t } = useTranslation('calendar')
  const rules = useCoreQuery('rules.list', {})
  const services = useServices()
  const may = mayAct(
    useSession((state) => state.operator),
    'senior',
  )
  const [edited, setEdited] = useState<Edited>(null)
  const [saved, setSaved] = useState<{ readonly id: number; readonly planned: number } | null>(null)
  const items = rules.data?.items ?? []
  const rule = items.find((each) => each.id === edited)
  const edit = (which: Edited): void => {
    setSaved(null)
    setEdited(which)
  }
  return (
    <div className="kv-screen">
      <CalendarTabs here="rules">
        {may ? (
          <Button type="primary" data-testid="rule-new" onClick={() => edit('new')}>
            {t('rules.new')}
          </Button>
        ) : (
          <span className="kv-soft">{t('rules.senior')}</span>
        )}
      </CalendarTabs>
      <ErrorNote error={rules.error} onRetry={() => void rules.refetch()} />
      <div className="kv-cal-rules">
        <div className="kv-cal-rule-list">
          {items.map((each) => (
            <RuleRow
              key={each.id}
              rule={each}
              service={services.nameOf(each.serviceId)}
              here={each.id === edited}
              planned={saved?.id === each.id ? saved.planned : null}
              onChoose={() => edit(each.id)}
            />
          ))}
          {rules.data !== undefined && items.length === 0 ? (
            <EmptyState title={t('rules.none')} hint={t('rules.noneHint')} />
          ) : null}
          <p className="kv-soft">{t('rules.how')}</p>
        </div>
        {may && (edited === 'new' || rule !== undefined) ? (
          <RuleForm
            key={edited}
            rule={rule ?? null}
            services={services.all}
            onSaved={(result) => {
              setSaved(result)
              setEdited(result.id)
            }}
            onClose={() => edit(null)}
          />
        ) : null}
      </div>
    </div>
  )
}
