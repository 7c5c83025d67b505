import { useTranslation } from 'react-i18next'

/** An instant by this computer's own clock: a closed office has no time zone to tell. */
export function useLocalInstant(): (at: number) => string {
  const { i18n } = useTranslation()
  return (at) =>
    new Intl.DateTimeFormat(i18n.language === 'ru' ? 'ru-RU' : 'en-GB', {
      dateStyle: 'short',
      timeStyle: 'short',
    }).format(at)
}
