import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import { useOfficeTop } from '../../app/use-office-top.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { InstantText } from '../../components/instant-text.tsx'
import { Money } from '../../components/money.tsx'
import { Facts } from '../parts/facts.tsx'
import { ShiftCount } from './shift-count.tsx'
import { Difference, type Shift, type ShiftResult } from './shift-difference.tsx'

/** The till's day: what should be in it, what is, and its end (the Z report). */
export function ShiftPart() {
  const { t } = useTranslation('settings')
  const top = useOfficeTop()
  const [closed, setClosed] = useState<ShiftResult | null>(null)
  if (top.data === undefined) return <ErrorNote error={top.error} onRetry={() => void top.refetch()} />
  const { shift } = top.data
  return (
    <div className="kv-set-shift">
      {closed === null ? null : <Closed result={closed} />}
      {shift === null ? (
        <div className="kv-block">
          <h3>{t('shift.none')}</h3>
          <p>
            {t('shift.noneHint')} <Link href="/">{t('shift.toDesk')}</Link>
          </p>
        </div>
      ) : (
        <>
          <Sums shift={shift} />
          <ShiftCount key={shift.id} shift={shift} onClosed={setClosed} />
        </>
      )}
    </div>
  )
}

function Sums({ shift }: { readonly shift: Shift }) {
  const { t } = useTranslation('settings')
  const money = (value: number) => <Money value={value} sign />
  return (
    <section className="kv-block" data-testid="shift-sums">
      <h3>{t('shift.title')}</h3>
      <Facts
        facts={[
          { name: t('shift.operator'), value: shift.operatorName },
          { name: t('shift.opened'), value: <InstantText at={shift.openedAt} form="full" /> },
          { name: t('shift.payments'), value: shift.payments },
          { name: t('shift.reversals'), value: shift.reversals },
          { name: t('shift.float'), value: money(shift.float_kop) },
          { name: t('shift.cash'), value: money(shift.cash_kop) },
          { name: t('shift.card'), value: money(shift.card_kop) },
          { name: t('shift.fee'), value: money(shift.fee_kop) },
        ]}
      />
      <div className="kv-set-expected">
        <span>{t('shift.expected')}</span>
        <b data-testid="shift-expected">{money(shift.expected_kop)}</b>
      </div>
      <p className="kv-soft">{t('shift.expectedHint')}</p>
    </section>
  )
}

function Closed({ result }: { readonly result: ShiftResult }) {
  const { t } = useTranslation('settings')
  return (
    <div className="kv-note kv-note-good kv-set-closed" role="status" data-testid="shift-closed">
      <b>{t('shift.closed', { number: result.zNumber })}</b>
      <span>
        {t('shift.expected')} <Money value={result.expected_kop} sign />
      </span>
      <span>
        {t('shift.counted')} <Money value={result.counted_kop} sign />
      </span>
      <Difference value={result.difference_kop} />
    </div>
  )
}
