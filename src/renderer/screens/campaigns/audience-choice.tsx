import { Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useServices } from '../calendar/use-services.ts'
import { Field, FieldGroup } from '../forms/field.tsx'
import type { Campaign } from './campaign-row.tsx'
import { debtOf, debts, withDebtOf } from './use-audience-text.ts'

const everyone = 0

export function AudienceChoice(props: {
  readonly audience: Campaign['audience']
  readonly disabled: boolean
  readonly onAudience: (audience: Campaign['audience']) => void
}) {
  const { t } = useTranslation('campaigns')
  const { audience, disabled, onAudience } = props
  const services = useServices()
  return (
    <div className="kv-entries">
      <Field label={t('audience.label')}>
        {(id) => (
          <Select
            id={id}
            value={audience.serviceId ?? everyone}
            disabled={disabled}
            options={[
              { value: everyone, label: t('audience.all') },
              ...services.all.map((service) => ({ value: service.id, label: service.name })),
            ]}
            data-testid="campaign-service"
            onChange={(serviceId: number) =>
              onAudience({ ...audience, serviceId: serviceId === everyone ? null : serviceId })
            }
          />
        )}
      </Field>
      <FieldGroup label={t('audience.debtLabel')}>
        <Radio.Group
          optionType="button"
          value={debtOf(audience.withDebt)}
          disabled={disabled}
          options={debts.map((value) => ({ value, label: t(`audience.debt.${value}`) }))}
          data-testid="campaign-debt"
          onChange={(event) => {
            const debt = debts.find((each) => each === event.target.value)
            if (debt !== undefined) onAudience({ ...audience, withDebt: withDebtOf(debt) })
          }}
        />
      </FieldGroup>
    </div>
  )
}
