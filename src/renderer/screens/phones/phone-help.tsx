import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'

const words = ['debt', 'tariff', 'when', 'pay', 'paidElsewhere', 'stop', 'stranger'] as const

/** What this screen is, and what is worth trying on it. */
export function PhoneHelp() {
  const { t } = useTranslation('phones')
  return (
    <aside className="kv-ph-help">
      <h3>{t('help.title')}</h3>
      <p>{t('help.what')}</p>
      <h3>{t('help.try')}</h3>
      <dl>
        {words.map((word) => (
          <div key={word}>
            <dt>{t(`help.${word}.say`)}</dt>
            <dd>{t(`help.${word}.get`)}</dd>
          </div>
        ))}
      </dl>
      <p className="kv-soft">
        {t('help.later')} <Link href="/modem">{t('help.modem')}</Link>
      </p>
    </aside>
  )
}
