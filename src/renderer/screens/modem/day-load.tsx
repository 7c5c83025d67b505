import { Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { ModemView } from './advice.ts'

const nearlyFull_percent = 80

/** How much of the day's SMS the SIM card has used, and what waits. */
export function DayLoad({ view }: { readonly view: ModemView }) {
  const { t } = useTranslation('modem')
  const percent = Math.min(100, Math.round((view.sentToday / view.capToday) * 100))
  const left = Math.max(0, view.capToday - view.sentToday)
  const colour = percent >= 100 ? '--kv-bad' : percent >= nearlyFull_percent ? '--kv-warn' : '--kv-accent'
  return (
    <section className="kv-block" data-testid="modem-load">
      <div className="kv-mo-load">
        <h3>{t('load.title')}</h3>
        <span>{t('load.sent', { sent: view.sentToday, cap: view.capToday })}</span>
      </div>
      <Progress percent={percent} showInfo={false} size={{ height: 12 }} strokeColor={`var(${colour})`} />
      <div className="kv-mo-load">
        <span className="kv-soft">{left === 0 ? t('load.full') : t('load.left', { count: left })}</span>
        <Link href="/messages/out">{t('load.queued', { count: view.queued })}</Link>
      </div>
    </section>
  )
}
