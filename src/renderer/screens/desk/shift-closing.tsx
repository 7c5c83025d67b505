import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { parseMoney } from '../../../shared/money.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { Money } from '../../components/money.tsx'
import { useLastZ } from '../../state/last-z.ts'
import { TillDifference } from './till-difference.tsx'

type Shift = NonNullable<CallOutput<'office.top'>['shift']>

/** What the till should hold, and the end of the shift by what it does hold. */
export function ShiftClosing({ shift }: { readonly shift: Shift }) {
  const { t } = useTranslation('desk')
  const [counting, setCounting] = useState(false)
  const rows = [
    ['float', shift.float_kop],
    ['cash', shift.cash_kop],
    ['card', shift.card_kop],
    ['fee', shift.fee_kop],
  ] as const
  return (
    <section className="kv-shift-sums" aria-label={t('shift.title')}>
      <dl className="kv-till-sums">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{t(`shift.${name}`)}</dt>
            <dd>
              <Money value={value} />
            </dd>
          </div>
        ))}
        <div className="kv-expected">
          <dt>{t('shift.expected')}</dt>
          <dd>
            <Money value={shift.expected_kop} />
          </dd>
        </div>
      </dl>
      {counting ? (
        <Counting expected_kop={shift.expected_kop} onLeave={() => setCounting(false)} />
      ) : (
        <Button data-testid="shift-count" onClick={() => setCounting(true)}>
          {t('shift.count')}
        </Button>
      )}
    </section>
  )
}

/** The count of the till beside what it should hold; the shift ends by what was counted. */
function Counting(props: { readonly expected_kop: number; readonly onLeave: () => void }) {
  const { t } = useTranslation('desk')
  const close = useCoreCommand('shift.close')
  const [text, setText] = useState('')
  const counted_kop = parseMoney(text)
  const showZ = useLastZ((state) => state.show)
  const end = async (counted: number): Promise<void> => {
    const closed = await close.run({ counted_kop: counted })
    if (closed.ok) showZ(closed.value)
  }
  return (
    <form
      className="kv-counting"
      onSubmit={(event) => {
        event.preventDefault()
        if (counted_kop !== null && !close.busy) void end(counted_kop)
      }}
    >
      <label>
        <span>{t('shift.counted')}</span>
        <input
          value={text}
          inputMode="decimal"
          autoComplete="off"
          data-testid="shift-counted"
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      {counted_kop === null ? null : <TillDifference value={counted_kop - props.expected_kop} />}
      <Button
        htmlType="submit"
        type="primary"
        danger
        disabled={counted_kop === null}
        loading={close.busy}
        data-testid="shift-close"
      >
        {t('shift.close')}
      </Button>
      <Button onClick={props.onLeave}>{t('shift.notYet')}</Button>
      <ErrorNote error={close.error} />
    </form>
  )
}
