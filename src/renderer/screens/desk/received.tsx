import { useTranslation } from 'react-i18next'
import { Money } from '../../components/money.tsx'
import { receivedOf } from './desk-machine.ts'
import type { Desk } from './use-desk.ts'

/** What the client gave and what they get back; the change is known before the core is asked. */
export function Received({ desk }: { readonly desk: Desk }) {
  const { t } = useTranslation('desk')
  const { desk: state, total_kop } = desk
  const asking = state.stage === 'cash' || state.stage === 'confirm'
  const received_kop = total_kop === null ? null : receivedOf(state, total_kop)
  const change_kop = total_kop === null || received_kop === null ? null : received_kop - total_kop
  const short = change_kop !== null && change_kop < 0
  return (
    <>
      <label className="kv-received">
        <span>{t('received')}</span>
        <input
          value={state.tender === 'card' ? '' : state.received}
          disabled={!asking || state.tender === 'card'}
          placeholder={t(state.tender === 'card' ? 'byCard' : 'exact')}
          inputMode="decimal"
          autoComplete="off"
          maxLength={14}
          data-desk="field"
          data-desk-focus="received"
          data-testid="desk-received"
          onChange={(event) => desk.send({ type: 'received', text: event.target.value })}
        />
      </label>
      <div className={short ? 'kv-big kv-short' : 'kv-big kv-change'}>
        <span className="kv-big-label">{t(short ? 'short' : 'change')}</span>
        <output className="kv-digits" data-testid="desk-change" data-kop={asking ? (change_kop ?? '') : ''}>
          {asking && change_kop !== null ? <Money value={Math.abs(change_kop)} /> : '—'}
        </output>
      </div>
      {state.notice === 'too-little' || state.notice === 'bad-received' ? (
        <div className="kv-note kv-note-error" role="alert">
          {t(`notice.${state.notice}`)}
        </div>
      ) : null}
    </>
  )
}
