import { Button, Form, Input, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CallInput } from '../../../shared/contract/contract.ts'
import { ServiceView } from '../../../shared/contract/providers.ts'
import type { AppError } from '../../../shared/errors.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { fieldErrors } from './form-errors.ts'
import type { Provider } from './provider-part.tsx'

type Service = Provider['provider']['services'][number]
type ServiceInput = CallInput<'providers.saveService'>
type Values = Pick<ServiceInput, 'name' | 'shortName' | 'billing' | 'active'> & {
  readonly unit: string
  readonly accountMask: string
}

const fields: Readonly<Record<string, keyof Values>> = {
  name: 'name',
  shortName: 'shortName',
  billing: 'billing',
  unit: 'unit',
  accountMask: 'accountMask',
  active: 'active',
}
const billings = ['billed', 'prepaid'] as const

/** The core tries the mask: a text that is no regular expression is refused by its field. */
const isMask = (error: AppError): boolean => error.details['path'] === 'accountMask'

/** A service: the short name goes into every SMS about it, hence its eight letters. */
export function ServiceForm(props: {
  readonly providerId: number
  readonly service: Service | null
  readonly onDone: () => void
}) {
  const { t } = useTranslation('providers')
  const { t: common } = useTranslation()
  const [form] = Form.useForm<Values>()
  const { run, busy, error } = useCoreCommand('providers.saveService')
  const { service } = props

  const save = async (values: Values): Promise<void> => {
    const blank = (text: string): string | null => (text.trim() === '' ? null : text.trim())
    const read = ServiceView.safeParse({
      ...values,
      id: service?.id ?? null,
      providerId: props.providerId,
      unit: blank(values.unit),
      accountMask: blank(values.accountMask),
    })
    if (!read.success) return form.setFields(fieldErrors(t, read.error.issues, fields))
    const saved = await run(read.data)
    if (saved.ok) return props.onDone()
    if (isMask(saved.error)) form.setFields([{ name: 'accountMask', errors: [t('wrong.mask')] }])
  }
  return (
    <Form<Values>
      form={form}
      layout="vertical"
      className="kv-block kv-provider-form"
      initialValues={{
        name: service?.name ?? '',
        shortName: service?.shortName ?? '',
        billing: service?.billing ?? 'billed',
        unit: service?.unit ?? '',
        accountMask: service?.accountMask ?? '',
        active: service?.active ?? true,
      }}
      onFinish={(values) => void save(values)}
    >
      <Form.Item name="name" label={t('field.serviceName')} className="kv-wide">
        <Input
          autoFocus
          maxLength={200}
          placeholder={t('field.serviceNameExample')}
          data-testid="service-name"
        />
      </Form.Item>
      <Form.Item name="shortName" label={t('field.serviceShort')} extra={t('field.serviceShortHint')}>
        <Input maxLength={8} placeholder={t('field.serviceShortExample')} data-testid="service-short-name" />
      </Form.Item>
      <Form.Item name="billing" label={t('field.billing')}>
        <Select options={billings.map((value) => ({ value, label: t(`billing.${value}`) }))} />
      </Form.Item>
      <Form.Item name="accountMask" label={t('field.mask')} extra={t('field.maskHint')}>
        <Input maxLength={100} placeholder="^\d{6}$" data-testid="service-mask" />
      </Form.Item>
      <Form.Item name="unit" label={t('field.unit')}>
        <Input maxLength={20} placeholder={t('field.unitExample')} />
      </Form.Item>
      <Form.Item name="active" label={t('field.active')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <div className="kv-wide kv-stack">
        <ErrorNote error={error === null || isMask(error) ? null : error} />
        <div className="kv-line">
          <Button type="primary" htmlType="submit" loading={busy} data-testid="service-save">
            {common('act.save')}
          </Button>
          <Button onClick={props.onDone}>{common('act.cancel')}</Button>
        </div>
      </div>
    </Form>
  )
}
