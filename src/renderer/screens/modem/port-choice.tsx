import { AutoComplete, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { mayAct, useSession } from '../../state/session.ts'
import type { ModemView } from './advice.ts'

/** Which port the modem is on: the program finds it, or a person names any path. */
export function PortChoice({ view }: { readonly view: ModemView }) {
  const { t } = useTranslation('modem')
  const operator = useSession((state) => state.operator)
  const ports = useCoreQuery('modem.ports', {})
  const choose = useCoreCommand('modem.choose')
  const [typed, setTyped] = useState<string | null>(null)
  const may = mayAct(operator, 'senior')
  const text = typed ?? view.configuredPort ?? ''
  const asked = text.trim() === '' ? null : text.trim()
  return (
    <section className="kv-block kv-stack" data-testid="modem-port">
      <h3>{t('port.title')}</h3>
      <p className="kv-mo-plain">
        {view.configuredPort === null
          ? t('port.auto', { port: view.port ?? '—' })
          : t('port.named', { port: view.configuredPort })}
      </p>
      {may ? (
        <form
          className="kv-line"
          onSubmit={async (event) => {
            event.preventDefault()
            if ((await choose.run({ port: asked })).ok) setTyped(null)
          }}
        >
          <AutoComplete
            className="kv-mo-path"
            value={text}
            options={(ports.data?.items ?? []).map((port) => ({
              value: port.path,
              label: `${port.path}  ${port.title}`,
            }))}
            placeholder={t('port.any')}
            aria-label={t('port.any')}
            data-testid="modem-path"
            onChange={(path: string) => setTyped(path)}
            onOpenChange={(open) => {
              if (open) void ports.refetch()
            }}
          />
          <Button
            htmlType="submit"
            disabled={asked === view.configuredPort}
            loading={choose.busy}
            data-testid="modem-choose"
          >
            {asked === null ? t('port.find') : t('port.use')}
          </Button>
        </form>
      ) : (
        <p className="kv-soft">{t('port.senior')}</p>
      )}
      <p className="kv-soft kv-mo-plain">{t('port.hint')}</p>
      <ErrorNote error={choose.error ?? ports.error} />
    </section>
  )
}
