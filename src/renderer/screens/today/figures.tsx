import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { Money } from '../../components/money.tsx'

type Summary = CallOutput<'today.summary'>

/** The figures of the day, each leading to where they come from. */
export function Figures({ today }: { readonly today: Summary }) {
  const { t } = useTranslation('today')
  const under = [
    t('payments', { count: today.payments }),
    ...(today.reversals > 0 ? [t('reversals', { count: today.reversals })] : []),
  ]
  return (
    <div className="kv-figures">
      <Figure to="/" title={t('taken')} under={under.join(', ')} testId="today-taken">
        <Money value={today.taken_kop} sign />
      </Figure>
      <Figure to="/" title={t('fees')} under={t('feesUnder')}>
        <Money value={today.fee_kop} sign />
      </Figure>
      <Figure to="/calendar" title={t('reminders')} under={t('tomorrow', { count: today.remindersTomorrow })}>
        {today.remindersSent}
        <small> {t('of', { count: today.remindersToday })}</small>
        <Share part={today.remindersSent} whole={today.remindersToday} />
      </Figure>
      <Figure to="/messages/in" title={t('requests')} under={t('requestsUnder')}>
        {today.requests}
      </Figure>
    </div>
  )
}

function Figure(props: {
  readonly to: string
  readonly title: string
  readonly under: string
  readonly testId?: string
  readonly children: ReactNode
}) {
  return (
    <Link href={props.to} className="kv-panel kv-figure" data-testid={props.testId}>
      <span className="kv-figure-title">{props.title}</span>
      <span className="kv-figure-value">{props.children}</span>
      <span className="kv-dim">{props.under}</span>
    </Link>
  )
}

function Share({ part, whole }: { readonly part: number; readonly whole: number }) {
  if (whole === 0) return null
  return <progress className="kv-share" value={Math.min(part, whole)} max={whole} />
}
