import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { formatMoney } from '../../../shared/money.ts'
import { formatPhone } from '../../../shared/phone-format.ts'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { cardName } from './card-name.ts'

export type Alarm = CallOutput<'modem.alarms'>['items'][number]

const refresh_ms = 30_000

/** Two cards may have the same alarm. */
export const alarmKey = ({ code, details: { imsi } }: Alarm): string => `${code}/${imsi ?? ''}`

/** What a person should know of the modem and its cards now. */
export function useAlarms() {
  return useCoreQuery('modem.alarms', {}, { every_ms: refresh_ms })
}

/** An alarm in words: what is the matter, and what to do. */
export function useAlarmWords(): (alarm: Alarm) => { readonly title: string; readonly advice: string } {
  const { t } = useTranslation('modem-link')
  return ({ code, details }) => {
    const { balance_kop, number, minutes, why, imsi, title } = details
    const values = {
      ...details,
      balance: typeof balance_kop === 'number' ? formatMoney(balance_kop) : '',
      number: typeof number === 'string' ? formatPhone(number) : '',
      minutes: typeof minutes === 'number' ? Math.abs(minutes) : '',
    }
    const way = typeof minutes === 'number' && minutes < 0 ? '-ahead' : ''
    const family =
      code === 'rest' && typeof why === 'string'
        ? `rest-${why}`
        : `${code}${code === 'clock-differs' ? way : ''}`
    const said = t(`alarm.${family}.title`, values)
    // An alarm of a card that the office uses has the card's title, which may be empty.
    const card =
      typeof imsi === 'string' && typeof title === 'string'
        ? ` (${cardName({ imsi, title, number: typeof number === 'string' ? number : null })})`
        : ''
    return { title: `${said}${card}`, advice: t(`alarm.${family}.do`, values) }
  }
}

/** Nothing where nothing is the matter. */
export function AlarmList() {
  const alarms = useAlarms()
  const words = useAlarmWords()
  const { t } = useTranslation('modem-link')
  if (alarms.data === undefined) return <ErrorNote error={alarms.error} />
  return (
    <>
      {alarms.data.items.map((alarm) => {
        const { title, advice } = words(alarm)
        return (
          <section
            key={alarmKey(alarm)}
            className={`kv-ml-alarm kv-ml-${alarm.level}`}
            role="status"
            data-testid={`alarm-${alarm.code}`}
          >
            <h3>{title}</h3>
            <p>{advice}</p>
            {alarm.code === 'sim-asked' ? <Link href="/modem/cards">{t('toCards')}</Link> : null}
          </section>
        )
      })}
    </>
  )
}
