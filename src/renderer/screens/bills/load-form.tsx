import { Button, Progress, Radio, Select } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { ErrorNote } from '../../components/error-note.tsx'
import { DayField, dayOfText } from '../parts/day-field.tsx'
import type { Loading } from './use-loading.ts'
import { useProgress } from './use-progress.ts'
import { useServices } from './use-services.ts'

const encodings = ['windows-1251', 'utf-8', 'cp866', 'koi8-r'] as const

/** Whose file it is and what its sums mean. */
export function LoadForm({ loading }: { readonly loading: Loading }) {
  const { t } = useTranslation('bills')
  const id = useId()
  const { draft, change, busy } = loading
  const services = useServices()
  const percent = useProgress('registry:preview')
  const ready = draft.file !== null && draft.serviceId !== null && dayOfText(draft.asOfText) !== 'wrong'

  if (services.known && services.groups.length === 0)
    return (
      <div className="kv-note kv-note-warn">
        <span>{t('load.noServices')}</span>
        <Link href="/providers/new">{t('load.toProviders')}</Link>
      </div>
    )
  return (
    <div className="kv-block kv-load-form">
      <div className="kv-field">
        <label htmlFor={`${id}-service`}>{t('load.service')}</label>
        <Select
          id={`${id}-service`}
          showSearch={{ optionFilterProp: 'label' }}
          value={draft.serviceId}
          placeholder={t('load.serviceHint')}
          options={services.groups}
          data-testid="registry-service"
          onChange={(serviceId) => change({ serviceId })}
        />
      </div>
      <div className="kv-field">
        <label htmlFor={`${id}-encoding`}>{t('load.encoding')}</label>
        <Select<'auto' | (typeof encodings)[number]>
          id={`${id}-encoding`}
          value={draft.encoding ?? 'auto'}
          options={[
            { value: 'auto', label: t('load.encodingAuto') },
            ...encodings.map((value) => ({ value, label: value })),
          ]}
          data-testid="registry-encoding"
          onChange={(value) => change({ encoding: value === 'auto' ? null : value })}
        />
      </div>
      <div className="kv-field kv-load-kind">
        <Radio.Group
          value={draft.kind}
          aria-label={t('load.kind')}
          onChange={({ target }) => change({ kind: target.value === 'balance' ? 'balance' : 'charge' })}
        >
          <Radio value="charge" data-testid="registry-kind-charge">
            {t('kind.charge')}
          </Radio>
          <Radio value="balance" data-testid="registry-kind-balance">
            {t('kind.balance')}
          </Radio>
        </Radio.Group>
        {draft.kind === 'charge' ? null : (
          <DayField
            id={`${id}-day`}
            text={draft.asOfText}
            testId="registry-day"
            onText={(asOfText) => change({ asOfText })}
          />
        )}
      </div>
      <p className="kv-soft kv-load-kind">{t(`kindHint.${draft.kind}`)}</p>
      <ErrorNote error={services.error} />
      <div className="kv-line kv-load-kind">
        <Button
          type="primary"
          size="large"
          disabled={!ready}
          loading={busy}
          data-testid="registry-preview"
          onClick={() => void loading.preview()}
        >
          {t('load.read')}
        </Button>
        {busy ? (
          <Progress className="kv-load-progress" percent={percent ?? 0} status="active" />
        ) : (
          <span className="kv-soft">{t('load.readHint')}</span>
        )}
      </div>
    </div>
  )
}
