import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CallOutput } from '../../../shared/contract/contract.ts'

type Item = CallOutput<'today.summary'>['checklist'][number]

const places: Readonly<Record<Item['code'], string>> = {
  modem: '/modem',
  provider: '/providers',
  registry: '/bills',
  rule: '/calendar/rules',
  phone: '/clients',
  'recovery-sheet': '/settings/safety',
  'second-copy': '/settings/safety',
  'test-sms': '/messages/out',
}

/** What the first run left undone; gone when all of it is done. */
export function Checklist({ items }: { readonly items: readonly Item[] }) {
  const { t } = useTranslation('today')
  const done = items.filter((item) => item.done).length
  if (done === items.length) return null
  return (
    <section className="kv-panel kv-list" aria-label={t('checklist')}>
      <h2>
        {t('checklist')} <b>{t('checklistDone', { done, all: items.length })}</b>
      </h2>
      {items
        .filter((item) => !item.done)
        .map(({ code }) => (
          <Link key={code} href={places[code]} className="kv-check" data-testid={`check-${code}`}>
            <span aria-hidden="true">○</span> {t(`check.${code}`)}
          </Link>
        ))}
    </section>
  )
}
