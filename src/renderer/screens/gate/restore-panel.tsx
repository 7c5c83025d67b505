import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, Progress } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { useProgress } from '../bills/use-progress.ts'
import { Field } from '../forms/field.tsx'
import { PassphraseField } from '../passphrase/passphrase-field.tsx'
import { FoundSource } from './found-source.tsx'
import { RefusedReason } from './refused-reason.tsx'

/** Where the copy lies, what it is, its passphrase, and how far the restoring is. */
export function RestorePanel({ onDone }: { readonly onDone?: () => void }) {
  const { t } = useTranslation('gate')
  const [path, setPath] = useState('')
  const [looked, setLooked] = useState<string | null>(null)
  const [passphrase, setPassphrase] = useState('')
  const queries = useQueryClient()
  const restore = useCoreCommand('gate.restore')
  const source = useCoreQuery('gate.inspect', { path: looked ?? '' }, { enabled: looked !== null })
  const found = looked === path.trim() ? source.data : undefined
  const usable = found !== undefined && found.kind !== 'none' && found.problem === null

  const look = (): void => {
    const given = path.trim()
    restore.clear()
    if (given === looked) void source.refetch()
    else if (given !== '') setLooked(given)
  }
  const run = async (): Promise<void> => {
    if (looked === null || !usable) return
    const typed = found.encrypted && passphrase.trim() !== '' ? passphrase : null
    const outcome = await restore.run({ path: looked, passphrase: typed })
    if (!outcome.ok) return
    queries.setQueryData(['gate.state', {}], outcome.value)
    if (outcome.value.phase === 'open') onDone?.()
  }
  return (
    <form
      className="kv-panel kv-gate-restore"
      data-testid="restore"
      onSubmit={(event) => {
        event.preventDefault()
        if (usable) void run()
        else look()
      }}
    >
      <Field label={t('restore.path')} hint={t('restore.pathHint')}>
        {(id) => (
          <div className="kv-gate-path">
            <Input
              id={id}
              value={path}
              size="large"
              maxLength={1000}
              autoFocus
              autoComplete="off"
              spellCheck={false}
              disabled={restore.busy}
              data-testid="restore-path"
              onChange={(event) => setPath(event.target.value)}
            />
            <Button
              size="large"
              loading={source.isFetching}
              disabled={path.trim() === '' || restore.busy}
              data-testid="restore-look"
              onClick={look}
            >
              {t('restore.look')}
            </Button>
          </div>
        )}
      </Field>
      <ErrorNote error={looked === null ? null : source.error} />
      {found === undefined ? null : <FoundSource found={found} />}
      {usable && found.encrypted ? (
        <Field label={t('passphrase')} hint={t('restore.passphraseHint')}>
          {(id) => (
            <PassphraseField
              id={id}
              value={passphrase}
              autoFocus
              disabled={restore.busy}
              testId="restore-passphrase"
              onChange={setPassphrase}
            />
          )}
        </Field>
      ) : null}
      {usable ? (
        <div className="kv-line">
          <Button
            type="primary"
            size="large"
            htmlType="submit"
            loading={restore.busy}
            data-testid="restore-run"
          >
            {t('restore.run')}
          </Button>
          {restore.busy ? <Running /> : <span className="kv-soft">{t('restore.after')}</span>}
        </div>
      ) : null}
      <ErrorNote error={restore.error} />
      <RefusedReason error={restore.error} />
    </form>
  )
}

function Running() {
  const percent = useProgress('restore')
  return <Progress className="kv-safe-progress" percent={percent ?? 0} data-testid="restore-progress" />
}
