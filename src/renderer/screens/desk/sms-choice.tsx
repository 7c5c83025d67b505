import { useTranslation } from 'react-i18next'
import { formatPhone } from '../../../shared/phone-format.ts'
import type { Desk } from './use-desk.ts'

/** Whether a confirmation goes out, and to which of the client's phones. */
export function SmsChoice({ desk }: { readonly desk: Desk }) {
  const { t } = useTranslation('desk')
  const { desk: state, phones, send } = desk
  if (state.opened.length === 0) return null
  const chosen = phones.find(({ id }) => id === state.phoneId) ?? phones[0]
  if (chosen === undefined) return <p className="kv-sms kv-sms-none">{t('sms.noPhone')}</p>
  return (
    <div className="kv-sms">
      <label>
        <input
          type="checkbox"
          checked={state.sms}
          tabIndex={-1}
          data-desk="key"
          data-testid="desk-sms"
          onChange={(event) => send({ type: 'sms', on: event.target.checked, phoneId: state.phoneId })}
        />{' '}
        {t('sms.tick')}
      </label>
      {phones.length === 1 ? (
        <span className="kv-phone">{formatPhone(chosen.e164)}</span>
      ) : (
        <select
          value={chosen.id}
          tabIndex={-1}
          disabled={!state.sms}
          aria-label={t('sms.phone')}
          data-testid="desk-sms-phone"
          onChange={(event) => send({ type: 'sms', on: true, phoneId: Number(event.target.value) })}
        >
          {phones.map(({ id, e164 }) => (
            <option key={id} value={id}>
              {formatPhone(e164)}
            </option>
          ))}
        </select>
      )}
    </div>
  )
}
