import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { AppError } from '../../../shared/errors.ts'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { InstantText } from '../../components/instant-text.tsx'
import { Money } from '../../components/money.tsx'
import { PhoneText } from '../../components/phone-text.tsx'
import { Facts } from '../parts/facts.tsx'
import type { Occurrence } from './occurrence-columns.tsx'
import { OccurrenceMark, useReasonText } from './occurrence-mark.tsx'

/** One reminder in full: its text as it leaves, why it does not, and the act that changes that. */
export function OccurrenceSide(props: {
  readonly row: Occurrence
  readonly busy: boolean
  readonly error: AppError | null
  readonly onChange: () => void
}) {
  const { t } = useTranslation('calendar')
  const { row } = props
  const reason = useReasonText()(row)
  return (
    <aside className="kv-cal-side" data-testid="occurrence-side">
      <h2>{row.clientName}</h2>
      <Facts
        facts={[
          { name: t('column.phone'), value: row.phone === '' ? '—' : <PhoneText e164={row.phone} /> },
          { name: t('column.account'), value: `${row.service} ${row.number}` },
          { name: t('column.left'), value: <Money value={row.left_kop} sign /> },
          { name: t('side.rule'), value: row.rule },
          { name: t('side.at'), value: <InstantText at={row.dueAt} form="full" /> },
          { name: t('column.status'), value: <OccurrenceMark row={row} /> },
        ]}
      />
      {row.text === null ? null : (
        <figure className="kv-cal-text">
          <figcaption>{t(row.messageStatus === null ? 'side.would' : 'side.text')}</figcaption>
          <blockquote data-testid="occurrence-text">{row.text}</blockquote>
          {row.messageStatus === null ? <Measure text={row.text} /> : null}
        </figure>
      )}
      {reason === null ? null : <div className="kv-note kv-note-warn">{t('side.why', { reason })}</div>}
      {row.status === 'queued' ? (
        <p className="kv-soft">{t('side.queued')}</p>
      ) : (
        <Button loading={props.busy} data-testid="occurrence-skip" onClick={props.onChange}>
          {t(row.status === 'planned' ? 'side.skip' : 'side.restore')}
        </Button>
      )}
      <ErrorNote error={props.error} />
    </aside>
  )
}

function Measure({ text }: { readonly text: string }) {
  const { t } = useTranslation('calendar')
  const measure = useCoreQuery('messages.measure', { text }, { keepPrevious: true })
  if (measure.data === undefined) return null
  return <p className="kv-soft">{t('side.measure', { ...measure.data, count: measure.data.parts })}</p>
}
