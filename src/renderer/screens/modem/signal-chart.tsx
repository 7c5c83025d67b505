import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { useInstantText } from '../../components/instant-text.tsx'

type Sample = CallOutput<'modem.samples'>['items'][number]

const width = 560
const height = 110
const weakest_dbm = -113
const strongest_dbm = -51
const refresh_ms = 60_000
const marks_dbm = [-100, -80, -60]

const lengths_ms = { minute: 24 * 3_600_000, hour: 31 * 24 * 3_600_000 } as const

const across = (at: number, from: number, length_ms: number): number => ((at - from) / length_ms) * width
const down = (dbm: number): number =>
  height -
  ((Math.min(strongest_dbm, Math.max(weakest_dbm, dbm)) - weakest_dbm) / (strongest_dbm - weakest_dbm)) *
    height

/** Signal as a line, and under it when the modem was not in the network. */
export function SignalChart({ link }: { readonly link: 1 | 2 }) {
  const { t } = useTranslation('modem-link')
  const say = useInstantText()
  const [span, setSpan] = useState<'minute' | 'hour'>('minute')
  const samples = useCoreQuery('modem.samples', { link, span }, { every_ms: refresh_ms, keepPrevious: true })
  const items = samples.data?.items ?? []
  const last = items.at(-1)
  return (
    <section className="kv-block" data-testid="modem-signal">
      <div className="kv-mo-load">
        <h3>{t('signal.title')}</h3>
        <Segmented
          size="small"
          value={span}
          options={[
            { value: 'minute', label: t('signal.day') },
            { value: 'hour', label: t('signal.month') },
          ]}
          onChange={(value) => setSpan(value === 'hour' ? 'hour' : 'minute')}
        />
      </div>
      <ErrorNote error={samples.error} />
      {last === undefined ? (
        <p className="kv-soft kv-mo-plain">{t('signal.none')}</p>
      ) : (
        <>
          <Drawing items={items} until={last.at} span={span} />
          <div className="kv-mo-load kv-soft">
            <span>{say(last.at - lengths_ms[span])}</span>
            <span>{t('signal.legend')}</span>
            <span>{say(last.at)}</span>
          </div>
        </>
      )}
    </section>
  )
}

function Drawing(props: {
  readonly items: readonly Sample[]
  readonly until: number
  readonly span: 'minute' | 'hour'
}) {
  const { t } = useTranslation('modem-link')
  const length_ms = lengths_ms[props.span]
  const from = props.until - length_ms
  const step = Math.max(1.5, across(props.span === 'minute' ? 60_000 : 3_600_000, 0, length_ms))
  const shown = props.items.filter((sample) => sample.at >= from)
  return (
    <svg
      className="kv-ml-chart"
      viewBox={`0 0 ${width} ${height + 14}`}
      role="img"
      aria-label={t('signal.title')}
      preserveAspectRatio="none"
    >
      {marks_dbm.map((dbm) => (
        <line key={dbm} className="kv-ml-mark" x1={0} x2={width} y1={down(dbm)} y2={down(dbm)} />
      ))}
      {shown.map((sample) => {
        const x = across(sample.at, from, length_ms)
        return (
          <g key={sample.at}>
            {sample.signal_dbm === null ? null : (
              <rect
                className="kv-ml-bar"
                x={x}
                width={step}
                y={down(sample.signal_dbm)}
                height={height - down(sample.signal_dbm)}
              />
            )}
            <rect
              className={sample.registered_percent >= 50 ? 'kv-ml-in' : 'kv-ml-out'}
              x={x}
              width={step}
              y={height + 4}
              height={8}
            />
          </g>
        )
      })}
    </svg>
  )
}
