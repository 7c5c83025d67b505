import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays } from '../../../shared/calendar-day.ts'
import { useOffice } from '../../app/office-context.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { ContractForm } from './contract-form.tsx'
import { ContractTerms } from './contract-terms.tsx'
import { type Contract, currentOf, firstTerms } from './contract-values.ts'
import type { Provider } from './provider-part.tsx'
import { useMaySave } from './use-may-save.ts'

/** The terms with each provider by the day they begin; new terms are a new version, the old ones stay. */
export function ContractsPart({ data }: { readonly data: Provider }) {
  const { t } = useTranslation('providers')
  const { today } = useOffice()
  const maySave = useMaySave()
  const [editing, setEditing] = useState<Contract | 'new' | null>(null)
  const current = currentOf(data.contracts, today)
  const close = (): void => setEditing(null)

  if (editing !== null) {
    const base = editing === 'new' ? (current ?? data.contracts[0] ?? firstTerms) : editing
    const fromDay =
      editing === 'new' ? (data.contracts.length === 0 ? today : addDays(today, 1)) : editing.fromDay
    return (
      <ContractForm
        id={editing === 'new' ? null : editing.id}
        providerId={data.provider.id}
        first={{ ...base, fromDay, toDay: editing === 'new' ? null : editing.toDay }}
        onDone={close}
      />
    )
  }
  return (
    <div className="kv-stack">
      {data.contracts.length === 0 ? (
        <EmptyState title={t('contract.none')} hint={t('contract.noneHint')} />
      ) : null}
      <div>
        <Button
          type="primary"
          disabled={!maySave}
          {...(maySave ? {} : { title: t('seniorOnly') })}
          data-testid="contract-new"
          onClick={() => setEditing('new')}
        >
          {t(data.contracts.length === 0 ? 'contract.first' : 'contract.newVersion')}
        </Button>
      </div>
      {data.contracts.map((contract) => (
        <ContractTerms
          key={contract.id}
          contract={contract}
          standing={contract.id === current?.id ? 'now' : contract.fromDay > today ? 'ahead' : 'past'}
          onEdit={maySave ? () => setEditing(contract) : null}
        />
      ))}
    </div>
  )
}
