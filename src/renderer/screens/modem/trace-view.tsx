import { Button, Checkbox } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { useCore } from '../../client/core-context.ts'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { useInstantText } from '../../components/instant-text.tsx'
import { saveText } from './save-text.ts'

type Line = CallOutput<'modem.trace'>['lines'][number]

const refresh_ms = 1000
const shown_max = 400

/** The talk with the modem as it goes; what is saved holds no number and no text. */
export function TraceView({ link }: { readonly link: 1 | 2 }) {
  const { t } = useTranslation('modem-link')
  const say = useInstantText()
  const core = useCore()
  const [live, setLive] = useState(false)
  const [failed, setFailed] = useState(false)
  const { lines, error } = useTrace(link, live)
  const save = async (): Promise<void> => {
    const outcome = await core.call('modem.maskedTrace', { link }, null)
    setFailed(!outcome.ok)
    if (outcome.ok) saveText('modem-trace.txt', outcome.value.text)
  }
  return (
    <section className="kv-block kv-ml-trace" data-testid="trace">
      <div className="kv-mo-load">
        <h3>{t('trace.title')}</h3>
        <Checkbox checked={live} data-testid="trace-live" onChange={(event) => setLive(event.target.checked)}>
          {t('trace.live')}
        </Checkbox>
        <Button size="small" data-testid="trace-save" onClick={() => void save()}>
          {t('trace.save')}
        </Button>
      </div>
      <p className="kv-soft kv-mo-plain">{failed ? t('trace.notSaved') : t('trace.what')}</p>
      <ErrorNote error={error} />
      <pre className="kv-ml-lines" data-testid="trace-lines">
        {lines
          .toReversed()
          .map(
            ({ at, direction, text }) => `${say(at, 'time')} ${direction === 'to-modem' ? '→' : '←'} ${text}`,
          )
          .join('\n')}
      </pre>
    </section>
  )
}

/** The last lines; each look asks only for what came after the last one it has. */
function useTrace(link: 1 | 2, live: boolean) {
  const kept = useRef<readonly Line[]>([])
  const after = kept.current.at(-1)?.number ?? 0
  const { data, error } = useCoreQuery(
    'modem.trace',
    { link, after },
    live ? { every_ms: refresh_ms } : { enabled: live },
  )
  const fresh = (data?.lines ?? []).filter((line) => line.number > after)
  if (fresh.length > 0) kept.current = [...kept.current, ...fresh].slice(-shown_max)
  return { lines: kept.current, error }
}
