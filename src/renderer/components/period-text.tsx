import { useTranslation } from 'react-i18next'

/** `окт 2026` for a month `2026-10`; other periods are shown as the provider wrote them. */
export function usePeriodText(): (period: string) => string {
  const { t } = useTranslation()
  return (period) => {
    const match = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(period)
    return match === null ? period : `${t(`month.${Number(match[2])}`)} ${match[1]}`
  }
}

export function PeriodText({ period }: { readonly period: string }) {
  const say = usePeriodText()
  return <span className="kv-day">{say(period)}</span>
}
