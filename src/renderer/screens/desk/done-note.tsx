import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { ErrorNote } from '../../components/error-note.tsx'
import { Money } from '../../components/money.tsx'
import type { Done } from './desk-state.ts'
import type { Desk } from './use-desk.ts'

/** The payment that was just taken; it stays until the next search. */
export function DoneNote({ done, acts }: { readonly done: Done; readonly acts: Desk['acts'] }) {
  const { t } = useTranslation('desk')
  return (
    <div className="kv-till kv-done" data-testid="desk-done">
      <div className="kv-done-title" role="status">
        ✓ {t('done.title', { count: done.numbers.length, numbers: done.numbers.join(', ') })}
      </div>
      <dl className="kv-till-sums">
        <dt>{t('done.total')}</dt>
        <dd data-testid="desk-done-total">
          <Money value={done.total_kop} />
        </dd>
        <dt>{t('received')}</dt>
        <dd>
          <Money value={done.received_kop} />
        </dd>
      </dl>
      <div className="kv-big kv-change">
        <span className="kv-big-label">{t('change')}</span>
        <output className="kv-digits" data-testid="desk-change" data-kop={done.change_kop}>
          <Money value={done.change_kop} />
        </output>
      </div>
      <p className="kv-done-sms">{t(done.sms ? 'done.sms' : 'done.noSms')}</p>
      <ErrorNote error={acts.receiptError} />
      <Button block size="large" data-testid="receipt-open" onClick={() => void acts.receipt()}>
        {t(done.printed ? 'done.copy' : 'done.receipt')} <kbd>F8</kbd>
      </Button>
      <p className="kv-done-next">{t('done.next')}</p>
    </div>
  )
}
