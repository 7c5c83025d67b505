import { Button, Form, Input, InputNumber, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CallInput, CallOutput } from '../../../shared/contract/contract.ts'
import { ProviderView } from '../../../shared/contract/providers.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { fieldErrors } from './form-errors.ts'

type Provider = CallInput<'providers.save'>
type Values = Omit<Provider, 'id' | 'inn' | 'phone'> & { readonly inn: string; readonly phone: string }

const fields: Readonly<Record<string, keyof Values>> = {
  name: 'name',
  shortName: 'shortName',
  legal: 'legal',
  inn: 'inn',
  phone: 'phone',
  priority: 'priority',
  active: 'active',
}
const legals = ['agent', 'bank', 'lender'] as const

export const emptyProvider: Provider = {
  id: null,
  name: '',
  shortName: '',
  legal: 'agent',
  inn: null,
  phone: null,
  priority: 100,
  active: true,
}

/** A provider's own facts; its terms, services and prices are kept apart, with their dates. */
export function ProviderForm(props: {
  readonly first: Provider
  readonly onSaved: (saved: CallOutput<'providers.save'>) => void
  readonly onCancel: () => void
}) {
  const { t } = useTranslation('providers')
  const { t: common } = useTranslation()
  const [form] = Form.useForm<Values>()
  const { run, busy, error } = useCoreCommand('providers.save')

  const save = async (values: Values): Promise<void> => {
    const blank = (text: string): string | null => (text.trim() === '' ? null : text.trim())
    const read = ProviderView.safeParse({
      ...values,
      id: props.first.id,
      inn: blank(values.inn),
      phone: blank(values.phone),
    })
    if (!read.success) return form.setFields(fieldErrors(t, read.error.issues, fields))
    const saved = await run(read.data)
    if (saved.ok) props.onSaved(saved.value)
  }
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      className="kv-provider-form"
      initialValues={{ ...props.first, inn: props.first.inn ?? '', phone: props.first.phone ?? '' }}
      onFinish={(values) => void save(values)}
    >
      <Form.Item name="name" label={t('field.name')} className="kv-wide">
        <Input autoFocus maxLength={200} placeholder={t('field.nameExample')} data-testid="provider-name" />
      </Form.Item>
      <Form.Item name="shortName" label={t('field.shortName')}>
        <Input maxLength={20} placeholder={t('field.shortNameExample')} data-testid="provider-short-name" />
      </Form.Item>
      <Form.Item name="legal" label={t('field.legal')}>
        <Select options={legals.map((value) => ({ value, label: t(`legal.${value}`) }))} />
      </Form.Item>
      <Form.Item name="inn" label={t('field.inn')}>
        <Input maxLength={12} inputMode="numeric" data-testid="provider-inn" />
      </Form.Item>
      <Form.Item name="phone" label={t('field.phone')}>
        <Input maxLength={30} inputMode="tel" />
      </Form.Item>
      <Form.Item name="priority" label={t('field.priority')} extra={t('field.priorityHint')}>
        <InputNumber min={0} max={1000} precision={0} />
      </Form.Item>
      <Form.Item name="active" label={t('field.active')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <div className="kv-wide kv-stack">
        <ErrorNote error={error} />
        <div className="kv-line">
          <Button type="primary" htmlType="submit" loading={busy} data-testid="provider-save">
            {common('act.save')}
          </Button>
          <Button onClick={props.onCancel}>{common('act.cancel')}</Button>
        </div>
      </div>
    </Form>
  )
}
