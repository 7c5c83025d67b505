import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatMoney } from '../../../shared/money.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ConfirmButton } from '../../components/confirm-button.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Money } from '../../components/money.tsx'
import { type Counted, countedSum, denominations_kop, piecesOf } from './denominations.ts'
import { Difference, type Shift, type ShiftResult } from './shift-difference.tsx'

const ruble_kop = 100

/** The till counted by notes and coins; Enter goes to the next, the sum and the difference follow. */
export function ShiftCount(props: {
  readonly shift: Shift
  readonly onClosed: (result: ShiftResult) => void
}) {
  const { t } = useTranslation('settings')
  const close = useCoreCommand('shift.close')
  const [counted, setCounted] = useState<Counted>({})
  const box = useRef<HTMLDivElement>(null)
  const sum_kop = countedSum(counted)
  const difference_kop = sum_kop === null ? null : sum_kop - props.shift.expected_kop

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const step = event.key === 'Enter' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step === 0) return
    event.preventDefault()
    const fields = [...(box.current?.querySelectorAll<HTMLElement>('input, button') ?? [])]
    fields[fields.indexOf(event.currentTarget) + step]?.focus()
  }
  return (
    <section className="kv-block" ref={box}>
      <h3>{t('shift.count')}</h3>
      <div className="kv-set-notes">
        {denominations_kop.map((value) => (
          <label key={value} className="kv-set-note">
            <span>
              {value < ruble_kop
                ? t('shift.kopecks', { value })
                : t('shift.rubles', { value: value / ruble_kop })}
            </span>
            <input
              value={counted[value] ?? ''}
              inputMode="numeric"
              autoComplete="off"
              aria-invalid={piecesOf(counted[value] ?? '') === null}
              data-testid={`shift-note-${value}`}
              onChange={(event) => setCounted({ ...counted, [value]: event.target.value })}
              onKeyDown={onKeyDown}
            />
            <Money value={(piecesOf(counted[value] ?? '') ?? 0) * value} />
          </label>
        ))}
      </div>
      <div className="kv-set-expected">
        <span>{t('shift.counted')}</span>
        <b data-testid="shift-counted-sum">{sum_kop === null ? '—' : <Money value={sum_kop} sign />}</b>
      </div>
      <div className="kv-line kv-set-close">
        {difference_kop === null ? (
          <span className="kv-say-bad">{t('shift.badCount')}</span>
        ) : (
          <Difference value={difference_kop} />
        )}
        <ConfirmButton
          type="primary"
          disabled={sum_kop === null}
          loading={close.busy}
          question={t('shift.sure', { sum: formatMoney(sum_kop ?? 0) })}
          data-testid="settings-shift-close"
          onConfirm={async () => {
            if (sum_kop === null) return
            const outcome = await close.run({ counted_kop: sum_kop })
            if (outcome.ok) props.onClosed(outcome.value)
          }}
        >
          {t('shift.close')}
        </ConfirmButton>
      </div>
      <ErrorNote error={close.error} />
    </section>
  )
}
