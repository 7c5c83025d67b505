import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { parseMoney } from '../../../shared/money.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { Money } from '../../components/money.tsx'
import { useLastZ } from '../../state/last-z.ts'
import { TillDifference } from './till-difference.tsx'

/** No money is taken without a shift: the float, Enter. What was typed for a client stays below. */
export function ShiftOpening() {
  const { t } = useTranslation('desk')
  const open = useCoreCommand('shift.open')
  const [text, setText] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const float_kop = text.trim() === '' ? 0 : parseMoney(text)
  const { report, show } = useLastZ()
  const begin = async (sum_kop: number): Promise<void> => {
    const opened = await open.run({ float_kop: sum_kop })
    if (opened.ok) show(null)
  }
  useEffect(() => field.current?.focus(), [])
  return (
    <form
      className="kv-shift"
      data-testid="shift-panel"
      onSubmit={(event) => {
        event.preventDefault()
        if (float_kop !== null && !open.busy) void begin(float_kop)
      }}
    >
      <h2>{t('shift.closed')}</h2>
      {report === null ? null : (
        <p data-testid="shift-z">
          <b>{t('shift.z', { number: report.zNumber })}</b> · {t('shift.counted')}{' '}
          <Money value={report.counted_kop} /> · <TillDifference value={report.difference_kop} />
        </p>
      )}
      <p>{t('shift.closedHint')}</p>
      <label>
        <span>{t('shift.float')}</span>
        <input
          ref={field}
          value={text}
          placeholder="0,00"
          inputMode="decimal"
          autoComplete="off"
          aria-invalid={float_kop === null}
          data-testid="shift-float"
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {float_kop === null ? <p className="kv-bad-text">{t('notice.bad-sum')}</p> : null}
      <ErrorNote error={open.error} />
      <Button type="primary" size="large" htmlType="submit" loading={open.busy} data-testid="shift-open">
        {t('shift.open')} <kbd>Enter</kbd>
      </Button>
    </form>
  )
}
