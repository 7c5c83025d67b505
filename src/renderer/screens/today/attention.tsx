import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { alarmKey, useAlarms, useAlarmWords } from '../modem/alarm-list.tsx'

const items = [
  { name: 'uncertain', to: '/messages/uncertain', tone: 'warn' },
  { name: 'failed', to: '/messages/failed', tone: 'bad' },
  { name: 'unread', to: '/messages/in', tone: 'good' },
  { name: 'drafts', to: '/', tone: 'plain' },
] as const

/** What only a person can settle; a quiet line when there is nothing. */
export function Attention({ today }: { readonly today: CallOutput<'today.summary'> }) {
  const { t } = useTranslation('today')
  const waiting = items.filter(({ name }) => today[name] > 0)
  const alarms = useAlarms().data?.items ?? []
  const words = useAlarmWords()
  return (
    <section className="kv-panel kv-list" aria-label={t('attention')}>
      <h2>{t('attention')}</h2>
      {waiting.length === 0 && alarms.length === 0 ? <p className="kv-dim">{t('calm')}</p> : null}
      {alarms.map((alarm) => (
        <Link
          key={alarmKey(alarm)}
          href="/modem"
          className="kv-attention"
          data-testid={`today-${alarm.code}`}
        >
          <span className={`kv-count kv-tone-${alarm.level}`}>!</span>
          <span>{words(alarm).title}</span>
        </Link>
      ))}
      {waiting.map(({ name, to, tone }) => (
        <Link key={name} href={to} className="kv-attention" data-testid={`today-${name}`}>
          <span className={`kv-count kv-tone-${tone}`}>{today[name]}</span>
          <span>{t(`wait.${name}`)}</span>
        </Link>
      ))}
    </section>
  )
}
