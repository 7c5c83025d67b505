import { useTranslation } from 'react-i18next'
import { useOffice } from '../../../app/office-context.ts'
import { useDayText } from '../../../components/day-text.tsx'
import { copyDay } from './copy-stand.ts'

/** `сегодня в 13:05`, `вчера в 18:00`, `12.11, 3 дня назад`: an instant of the past, by the office's days. */
export function useCopyWords(): (at: number) => string {
  const { t } = useTranslation('safety')
  const { zone, today } = useOffice()
  const sayDay = useDayText()
  return (at) => {
    const day = zone.dayOf(at)
    const { when, count } = copyDay(day, today)
    return t(`when.${when}`, { time: zone.timeOf(at), day: sayDay(day), count })
  }
}
