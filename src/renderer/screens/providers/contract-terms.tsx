import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { formatMoney } from '../../../shared/money.ts'
import { DayText } from '../../components/day-text.tsx'
import { Badge } from '../parts/badge.tsx'
import { Facts } from '../parts/facts.tsx'
import type { Contract } from './contract-values.ts'
import { FeeWords } from './fee-words.tsx'

const tones = { now: 'good', ahead: 'warn', past: 'plain' } as const

/** One version of the terms, read aloud. */
export function ContractTerms(props: {
  readonly contract: Contract
  readonly standing: 'now' | 'ahead' | 'past'
  readonly onEdit: (() => void) | null
}) {
  const { t } = useTranslation('providers')
  const { contract, standing, onEdit } = props
  return (
    <div className="kv-block" data-testid="contract">
      <div className="kv-contract-head">
        <b>
          {t('contract.from')} <DayText day={contract.fromDay} />
          {contract.toDay === null ? null : (
            <>
              {' '}
              {t('contract.to')} <DayText day={contract.toDay} />
            </>
          )}
        </b>
        <Badge tone={tones[standing]}>{t(`standing.${standing}`)}</Badge>
        <span className="kv-soft">
          {contract.number === '' ? '' : t('contract.number', { number: contract.number })}
        </span>
        {onEdit === null ? null : (
          <Button size="small" data-testid="contract-edit" onClick={onEdit}>
            {t('edit')}
          </Button>
        )}
      </div>
      <Facts
        facts={[
          { name: t('field.fee'), value: <FeeWords terms={contract.fee} /> },
          {
            name: t('field.lag'),
            value: t('contract.lag', {
              count: contract.lagDays,
              cutoff: contract.cutoff,
              early: contract.earlyCutoff,
            }),
          },
          {
            name: t('field.limits'),
            value: t('contract.limits', {
              from: formatMoney(contract.minimum_kop),
              to: formatMoney(contract.maximum_kop),
            }),
          },
          { name: t('field.dueShift'), value: t(`dueShift.${contract.dueShift}`) },
          { name: t('field.order'), value: t(contract.penaltyFirst ? 'order.penalty' : 'order.debt') },
        ]}
      />
    </div>
  )
}
