import { DeleteOutlined } from '@ant-design/icons'
import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ConfirmButton } from '../../components/confirm-button.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { PhoneText } from '../../components/phone-text.tsx'
import type { Card } from './client-card.tsx'
import { PhoneConsent } from './phone-consent.tsx'

type Phone = Card['client']['phones'][number]

/** One phone: stops, links and consent, each saved at once. */
export function PhoneBlock(props: {
  readonly phone: Phone
  readonly accounts: Card['client']['accounts']
  readonly consents: Card['consents']
}) {
  const { t } = useTranslation('clients')
  const { phone } = props
  const remove = useCoreCommand('clients.removePhone')
  const stops = useCoreCommand('clients.setStops')
  const setStops = (change: { noReminders?: boolean; noAds?: boolean }): void => {
    const { id: phoneId, noReminders, noAds } = phone
    void stops.run({ phoneId, noReminders, noAds, ...change })
  }
  return (
    <div className="kv-block kv-stack" data-testid="client-phone">
      <div className="kv-person-phone">
        <b>
          <PhoneText e164={phone.e164} />
        </b>
        {phone.kind === 'landline' ? <span className="kv-soft">{t('phone.landline')}</span> : null}
        <ConfirmButton
          size="small"
          type="text"
          icon={<DeleteOutlined />}
          loading={remove.busy}
          question={t('phone.removeSure')}
          data-testid="phone-remove"
          onConfirm={() => void remove.run({ phoneId: phone.id })}
        >
          {t('phone.remove')}
        </ConfirmButton>
      </div>
      <PhoneLinks phone={phone} accounts={props.accounts} />
      {phone.kind === 'landline' ? (
        <span className="kv-soft">{t('phone.landlineHint')}</span>
      ) : (
        <>
          <div className="kv-line">
            <Checkbox
              checked={phone.noReminders}
              disabled={stops.busy}
              onChange={({ target }) => setStops({ noReminders: target.checked })}
            >
              {t('phone.noReminders')}
            </Checkbox>
            <Checkbox
              checked={phone.noAds}
              disabled={stops.busy}
              onChange={({ target }) => setStops({ noAds: target.checked })}
            >
              {t('phone.noAds')}
            </Checkbox>
          </div>
          <PhoneConsent phone={phone} consents={props.consents} />
        </>
      )}
      <ErrorNote error={remove.error ?? stops.error} />
    </div>
  )
}

function PhoneLinks(props: { readonly phone: Phone; readonly accounts: Card['client']['accounts'] }) {
  const { t } = useTranslation('clients')
  const { run, busy, error } = useCoreCommand('clients.link')
  if (props.accounts.length === 0) return null
  const phoneId = props.phone.id
  return (
    <div className="kv-person-links">
      <span className="kv-soft">{t('phone.asks')}</span>
      {props.accounts.map(({ id: accountId, service, number, linkedPhoneIds }) => (
        <Checkbox
          key={accountId}
          checked={linkedPhoneIds.includes(phoneId)}
          disabled={busy}
          onChange={({ target }) => void run({ accountId, phoneId, linked: target.checked })}
        >
          {service} {number}
        </Checkbox>
      ))}
      <ErrorNote error={error} />
    </div>
  )
}
