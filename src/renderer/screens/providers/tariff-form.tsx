import { Button, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import {
  addDays,
  firstDayOfMonth,
  formatDay,
  lastDayOfMonth,
  parseDay,
} from '../../../shared/calendar-day.ts'
import { TariffView } from '../../../shared/contract/providers.ts'
import { useOffice } from '../../app/office-context.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { fieldErrors } from './form-errors.ts'
import { kopecksOfText } from './money-text.ts'
import type { Provider } from './provider-part.tsx'

interface Values {
  readonly serviceId: number
  readonly fromDay: string
  readonly price: string
  readonly unit: string
  readonly note: string
}

const fields: Readonly<Record<string, keyof Values>> = {
  serviceId: 'serviceId',
  fromDay: 'fromDay',
  price_kop: 'price',
  unit: 'unit',
  note: 'note',
}

/** A new price from a day on; prices mostly change with a month. */
export function TariffForm({ services }: { readonly services: Provider['provider']['services'] }) {
  const { t } = useTranslation('providers')
  const { today } = useOffice()
  const [form] = Form.useForm<Values>()
  const { run, busy, error } = useCoreCommand('providers.saveTariff')
  const [first] = services

  const save = async (values: Values): Promise<void> => {
    const read = TariffView.safeParse({
      id: null,
      serviceId: values.serviceId,
      fromDay: parseDay(values.fromDay) ?? '',
      price_kop: kopecksOfText(values.price) ?? Number.NaN,
      unit: values.unit.trim(),
      note: values.note.trim() === '' ? null : values.note.trim(),
    })
    if (!read.success) return form.setFields(fieldErrors(t, read.error.issues, fields))
    const saved = await run(read.data)
    if (saved.ok) form.resetFields(['price', 'note'])
  }
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      className="kv-block kv-tariff-form"
      initialValues={{
        serviceId: first?.id,
        fromDay: formatDay(addDays(lastDayOfMonth(firstDayOfMonth(today)), 1)),
        price: '',
        unit: first?.unit ?? '',
        note: '',
      }}
      onFinish={(values) => void save(values)}
    >
      <Form.Item name="serviceId" label={t('field.service')}>
        <Select
          options={services.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(id: number) =>
            form.setFieldValue('unit', services.find((service) => service.id === id)?.unit ?? '')
          }
        />
      </Form.Item>
      <Form.Item name="fromDay" label={t('field.tariffFrom')}>
        <Input maxLength={10} autoComplete="off" data-testid="tariff-from" />
      </Form.Item>
      <Form.Item name="price" label={t('field.price')}>
        <Input maxLength={14} autoComplete="off" suffix="₽" data-testid="tariff-price" />
      </Form.Item>
      <Form.Item name="unit" label={t('field.unit')}>
        <Input maxLength={20} placeholder={t('field.unitExample')} data-testid="tariff-unit" />
      </Form.Item>
      <Form.Item name="note" label={t('field.note')} className="kv-tariff-note">
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item label=" ">
        <Button type="primary" htmlType="submit" loading={busy} data-testid="tariff-save">
          {t('tariff.add')}
        </Button>
      </Form.Item>
      <ErrorNote error={error} />
    </Form>
  )
}
