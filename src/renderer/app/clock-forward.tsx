import { FastForwardOutlined } from '@ant-design/icons'
import { Button, Input, Popover } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { addDays, type Day, parseDay } from '../../shared/calendar-day.ts'
import { useCoreCommand } from '../client/use-core-command.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { useOffice } from './office-context.ts'

const hour_ms = 3_600_000
const opening = '09:00'

/** Training only: moves the business clock forward; what falls due in between happens in its order. */
export function ClockForward({ now, today }: { readonly now: number; readonly today: Day }) {
  const { t } = useTranslation()
  const { zone } = useOffice()
  const move = useCoreCommand('office.moveClock')
  const [typed, setTyped] = useState('')
  const chosen = parseDay(typed)
  const to = async (instant: number): Promise<void> => {
    const moved = await move.run({ to: instant })
    if (moved.ok) setTyped('')
  }

  const panel = (
    <div className="kv-clock-panel">
      <Button block loading={move.busy} data-testid="clock-hour" onClick={() => void to(now + hour_ms)}>
        {t('clock.hour')}
      </Button>
      <Button
        block
        loading={move.busy}
        data-testid="clock-next-day"
        onClick={() => void to(zone.instantOf(addDays(today, 1), opening))}
      >
        {t('clock.nextDay', { time: opening })}
      </Button>
      <Input
        value={typed}
        placeholder={t('clock.date')}
        aria-label={t('clock.date')}
        data-testid="clock-date"
        onChange={(event) => setTyped(event.target.value)}
        onPressEnter={() => {
          if (chosen !== null) void to(zone.instantOf(chosen, opening))
        }}
      />
      <Button
        block
        disabled={chosen === null || chosen <= today}
        loading={move.busy}
        data-testid="clock-to-date"
        onClick={() => {
          if (chosen !== null) void to(zone.instantOf(chosen, opening))
        }}
      >
        {t('clock.toDate', { time: opening })}
      </Button>
      <ErrorNote error={move.error} />
    </div>
  )
  return (
    <Popover content={panel} trigger="click" placement="bottomLeft" title={t('clock.title')}>
      <Button size="small" icon={<FastForwardOutlined />} loading={move.busy} data-testid="clock-forward">
        {t('clock.forward')}
      </Button>
    </Popover>
  )
}
