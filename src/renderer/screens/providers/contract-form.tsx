import { Button, Form, Input, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { ContractView, FeeTerms } from '../../../shared/contract/providers.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import {
  type Contract,
  type ContractValues,
  feeOfValues,
  fieldOfPath,
  inputOf,
  valuesOf,
} from './contract-values.ts'
import { FeeWords } from './fee-words.tsx'
import { fieldErrors } from './form-errors.ts'

const modes = ['on-top', 'inside', 'from-provider'] as const
const shifts = ['next-working', 'none'] as const

/** A version of the terms. The fee shows at once what it makes of a sum. */
export function ContractForm(props: {
  readonly id: number | null
  readonly providerId: number
  readonly first: Omit<Contract, 'id' | 'providerId'>
  readonly onDone: () => void
}) {
  const { t } = useTranslation('providers')
  const { t: common } = useTranslation()
  const [form] = Form.useForm<ContractValues>()
  const { run, busy, error } = useCoreCommand('providers.saveContract')

  const save = async (values: ContractValues): Promise<void> => {
    const read = ContractView.safeParse(inputOf(values, props.id, props.providerId))
    if (!read.success) return form.setFields(fieldErrors(t, read.error.issues, fieldOfPath))
    if (read.data.minimum_kop > read.data.maximum_kop)
      return form.setFields([{ name: 'maximum', errors: [t('wrong.limits')] }])
    if (read.data.toDay !== null && read.data.toDay < read.data.fromDay)
      return form.setFields([{ name: 'toDay', errors: [t('wrong.ends')] }])
    const saved = await run(read.data)
    if (saved.ok) props.onDone()
  }
  return (
    <Form<ContractValues>
      form={form}
      layout="vertical"
      className="kv-block kv-contract-form"
      initialValues={valuesOf(props.first)}
      onFinish={(values) => void save(values)}
    >
      <TextItem name="number" max={60} />
      <TextItem name="fromDay" max={10} autoFocus />
      <TextItem name="toDay" max={10} />
      <TextItem name="lagDays" max={2} />
      <Form.Item name="mode" label={t('field.mode')}>
        <Select options={modes.map((value) => ({ value, label: t(`mode.${value}`) }))} />
      </Form.Item>
      <TextItem name="rate" max={6} suffix="%" />
      <TextItem name="fixed" max={12} suffix="₽" />
      <TextItem name="cutoff" max={5} />
      <TextItem name="feeMinimum" max={12} suffix="₽" />
      <TextItem name="feeMaximum" max={12} suffix="₽" />
      <Form.Item noStyle shouldUpdate>
        {({ getFieldsValue }) => <LiveFee values={getFieldsValue(true)} />}
      </Form.Item>
      <TextItem name="earlyCutoff" max={5} />
      <TextItem name="minimum" max={14} suffix="₽" />
      <TextItem name="maximum" max={14} suffix="₽" />
      <Form.Item name="dueShift" label={t('field.dueShift')}>
        <Select options={shifts.map((value) => ({ value, label: t(`dueShiftShort.${value}`) }))} />
      </Form.Item>
      <Form.Item name="penaltyFirst" label={t('field.penaltyFirst')} valuePropName="checked">
        <Switch />
      </Form.Item>
      <div className="kv-wide kv-stack">
        <ErrorNote error={error} />
        <div className="kv-line">
          <Button type="primary" htmlType="submit" loading={busy} data-testid="contract-save">
            {common('act.save')}
          </Button>
          <Button onClick={props.onDone}>{common('act.cancel')}</Button>
        </div>
      </div>
    </Form>
  )
}

function TextItem(props: {
  readonly name: Exclude<keyof ContractValues, 'mode' | 'dueShift' | 'penaltyFirst'>
  readonly max: number
  readonly suffix?: string
  readonly autoFocus?: boolean
}) {
  const { t } = useTranslation('providers')
  const { name, max, suffix, autoFocus = false } = props
  return (
    <Form.Item name={name} label={t(`field.${name}`)}>
      <Input
        maxLength={max}
        autoComplete="off"
        autoFocus={autoFocus}
        data-testid={`contract-${name}`}
        {...(suffix === undefined ? {} : { suffix })}
      />
    </Form.Item>
  )
}

function LiveFee({ values }: { readonly values: ContractValues }) {
  const { t } = useTranslation('providers')
  const fee = FeeTerms.safeParse(feeOfValues(values))
  return (
    <div className="kv-contract-fee">
      {fee.success ? <FeeWords terms={fee.data} /> : <span className="kv-say-warn">{t('fee.unclear')}</span>}
    </div>
  )
}
