import { useTranslation } from 'react-i18next'
import type { SafetyView } from '../../../../shared/contract/safety.ts'
import { useBytesText } from '../../../components/bytes-text.ts'
import { useDayText } from '../../../components/day-text.tsx'
import { daysLeft, growthBars, thinned } from './growth-bars.ts'

const width_px = 660
const height_px = 70
const bars_max = 90
const soon_days = 90

/** How much the office takes on the disk, how it grows, and whether there is room left. */
export function GrowthPart({ size, growth }: Pick<SafetyView, 'size' | 'growth'>) {
  const { t } = useTranslation('safety')
  const say = useBytesText()
  const left = daysLeft(growth, size.free)
  return (
    <section className="kv-block kv-stack kv-safety-part" data-testid="growth">
      <h3>{t('size.title')}</h3>
      <p>
        {t('size.facts', {
          journal: say(size.journal),
          snapshots: say(size.snapshots),
          copies: say(size.copies),
        })}{' '}
        {size.free === null ? null : t('size.free', { free: say(size.free) })}
      </p>
      {left !== null && left < soon_days ? (
        <p className="kv-say-warn">{t('size.soon', { count: left })}</p>
      ) : null}
      {growth.length < 2 ? <p className="kv-soft">{t('size.noGrowth')}</p> : <Bars growth={growth} />}
    </section>
  )
}

function Bars({ growth }: Pick<SafetyView, 'growth'>) {
  const { t } = useTranslation('safety')
  const say = useBytesText()
  const sayDay = useDayText()
  const bars = growthBars(thinned(growth, bars_max), width_px, height_px)
  const first = bars[0]
  const last = bars.at(-1)
  if (first === undefined || last === undefined) return null
  return (
    <figure className="kv-safety-growth">
      <svg viewBox={`0 0 ${width_px} ${height_px}`} role="img" aria-label={t('size.picture')}>
        {bars.map(({ day, octets, x, width, height }) => (
          <rect key={day} x={x} y={height_px - height} width={width} height={height}>
            <title>{`${sayDay(day)}: ${say(octets)}`}</title>
          </rect>
        ))}
      </svg>
      <figcaption>
        <span>{`${sayDay(first.day)}: ${say(first.octets)}`}</span>
        <span>{`${sayDay(last.day)}: ${say(last.octets)}`}</span>
      </figcaption>
    </figure>
  )
}
