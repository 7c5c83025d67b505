import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ErrorNote } from '../../components/error-note.tsx'

type Found = CallOutput<'modem.probe'>

/** Asks every port who is there, so that nobody needs to know a port's name; the one that is picked becomes the spare. */
export function SpareSearch(props: { readonly disabled: boolean; readonly onPick: (path: string) => void }) {
  const { t } = useTranslation('modem-link')
  const probe = useCoreCommand('modem.probe')
  const [found, setFound] = useState<Found | null>(null)
  const free = found?.items.filter((one) => one.link === null) ?? []
  return (
    <div className="kv-stack" data-testid="spare-search">
      <div>
        <Button
          disabled={props.disabled}
          loading={probe.busy}
          data-testid="spare-find"
          onClick={async () => {
            const answer = await probe.run({})
            if (answer.ok) setFound(answer.value)
          }}
        >
          {probe.busy ? t('spare.finding') : t('spare.find')}
        </Button>
      </div>
      {found?.items.map((one) => (
        <div key={one.path} className="kv-line" data-testid="spare-found">
          <span>{t('spare.found', { model: one.model ?? one.title, port: one.path })}</span>
          {one.link === null ? (
            <Button size="small" disabled={props.disabled} onClick={() => props.onPick(one.path)}>
              {t('spare.take')}
            </Button>
          ) : (
            <span className="kv-soft">{t(one.link === 1 ? 'spare.isFirst' : 'spare.isSecond')}</span>
          )}
        </div>
      ))}
      {found !== null && free.length === 0 ? (
        <p className="kv-soft kv-mo-plain">{t('spare.nothing')}</p>
      ) : null}
      {found !== null && found.busy > 0 ? (
        <p className="kv-soft kv-mo-plain">{t('spare.busy', { count: found.busy })}</p>
      ) : null}
      <p className="kv-soft kv-mo-plain">{t('spare.known')}</p>
      <ErrorNote error={probe.error} />
    </div>
  )
}
