import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ErrorNote } from '../../components/error-note.tsx'

/**
 * Starting in two acts: the first shows what will happen, the second, on a button of its own that names the number
 * of recipients, does it. Another number in between is another decision.
 */
export function CampaignStart(props: {
  readonly recipients: number
  readonly parts: number
  /** The preview is of this very text and audience. */
  readonly fresh: boolean
  /** Saves the draft; null when that was refused. */
  readonly store: () => Promise<number | null>
  readonly onStarted: (id: number) => void
  readonly onChanged: () => void
}) {
  const { t } = useTranslation('campaigns')
  const { t: common } = useTranslation()
  const { recipients, parts, fresh } = props
  const start = useCoreCommand('campaigns.start')
  const [asked, setAsked] = useState<number | null>(null)
  const asking = asked !== null && asked === recipients && fresh

  const begin = async (): Promise<void> => {
    const id = await props.store()
    if (id === null) return
    const started = await start.run({ id, recipients })
    setAsked(null)
    if (started.ok) props.onStarted(id)
    else props.onChanged()
  }
  return (
    <div className="kv-ca-start">
      {asking ? (
        <fieldset
          className="kv-ca-ask"
          onKeyDown={(event) => {
            if (event.key === 'Escape') setAsked(null)
          }}
        >
          <p>
            <b>{t('start.question', { count: recipients })}</b>
            <br />
            {t('start.total', { count: recipients * parts })} {t('start.noReturn')}
          </p>
          <div className="kv-line">
            <Button
              type="primary"
              danger
              loading={start.busy}
              data-testid="campaign-confirm"
              onClick={() => void begin()}
            >
              {t('start.confirm', { count: recipients })}
            </Button>
            <Button autoFocus disabled={start.busy} onClick={() => setAsked(null)}>
              {common('act.cancel')}
            </Button>
          </div>
        </fieldset>
      ) : (
        <Button
          type="primary"
          disabled={!fresh || recipients === 0}
          data-testid="campaign-start"
          onClick={() => setAsked(recipients)}
        >
          {t('start.act')}
        </Button>
      )}
      <ErrorNote error={start.error} />
    </div>
  )
}
