import { Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/contract/contract.ts'

export type Card = CallOutput<'modem.sims'>['items'][number]

const spans = ['minute', 'hour', 'day', 'month'] as const
const nearlyFull_percent = 80

const colourOf = (percent: number): string =>
  percent >= 100 ? 'var(--kv-bad)' : percent >= nearlyFull_percent ? 'var(--kv-warn)' : 'var(--kv-accent)'

/** How much of its minute, hour, day and month a card has used. */
export function CapsBars({ card }: { readonly card: Card }) {
  const { t } = useTranslation('modem-link')
  return (
    <div className="kv-ml-caps">
      {spans.map((name) => {
        const { used, cap } = card[name]
        const percent = cap === null ? 0 : Math.min(100, Math.round((used / cap) * 100))
        return (
          <div key={name} data-testid={`cap-${name}`}>
            <span>{t(`span.${name}`)}</span>
            {cap === null ? (
              <span className="kv-soft">{t('span.free')}</span>
            ) : (
              <Progress
                percent={percent}
                showInfo={false}
                size={{ height: 10 }}
                strokeColor={colourOf(percent)}
              />
            )}
            <b>{cap === null ? used : t('span.of', { used, cap })}</b>
          </div>
        )
      })}
    </div>
  )
}
