import { Button, Progress } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { formatMoney } from '../../../shared/money.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ConfirmButton } from '../../components/confirm-button.tsx'
import { useStillHere } from '../parts/use-still-here.ts'
import { LoadError } from './load-error.tsx'
import type { Registry } from './registry-part.tsx'
import { useProgress } from './use-progress.ts'

/** Post or throw away; after posting, what it did. */
export function RegistryActs({ registry }: { readonly registry: Registry }) {
  const { t } = useTranslation('bills')
  const [, navigate] = useLocation()
  const stillHere = useStillHere()
  const post = useCoreCommand('registries.post')
  const discard = useCoreCommand('registries.discard')
  const percent = useProgress(`registry:${registry.id}`)
  const [result, setResult] = useState<CallOutput<'registries.post'> | null>(null)
  const good = registry.matched + registry.newAccounts
  // Another window may be posting it, or this one before another screen was looked at.
  const posting = post.busy || (percent !== null && percent < 100 && post.error === null)

  if (registry.status === 'posted') return <PostedNote registry={registry} result={result} />
  if (registry.status === 'annulled') return null
  return (
    <div className="kv-stack">
      {good > 0 ? null : (
        <div className="kv-note kv-note-warn" data-testid="registry-nothing-new">
          {registry.duplicates > 0 ? t('act.allKnown', { count: registry.duplicates }) : t('act.noneGood')}
        </div>
      )}
      {posting ? (
        <>
          <Progress percent={percent ?? 0} status="active" />
          <span>{t('act.posting')}</span>
        </>
      ) : (
        <div className="kv-line">
          {good === 0 ? null : (
            <ConfirmButton
              type="primary"
              size="large"
              question={t('act.postSure', { count: good })}
              data-testid="registry-post"
              onConfirm={async () => {
                const posted = await post.run({ id: registry.id })
                if (posted.ok) setResult(posted.value)
              }}
            >
              {t('act.post')}
            </ConfirmButton>
          )}
          <ConfirmButton
            loading={discard.busy}
            question={t('act.discardSure')}
            data-testid="registry-discard"
            onConfirm={async () => {
              const gone = await discard.run({ id: registry.id })
              if (gone.ok && stillHere()) navigate('/bills')
            }}
          >
            {t('act.discard')}
          </ConfirmButton>
        </div>
      )}
      {good === 0 || posting ? null : <span className="kv-soft">{t('act.nothingYet')}</span>}
      <LoadError error={post.error ?? discard.error} />
    </div>
  )
}

function PostedNote(props: {
  readonly registry: Registry
  readonly result: CallOutput<'registries.post'> | null
}) {
  const { t } = useTranslation('bills')
  const { registry, result } = props
  const count = result?.posted ?? registry.matched + registry.newAccounts
  return (
    <div
      className={count === 0 ? 'kv-note kv-note-warn' : 'kv-note kv-note-good'}
      data-testid="registry-posted"
    >
      <span>
        {count === 0
          ? t('act.postedNone')
          : t('act.posted', {
              count,
              sum: formatMoney(result?.total_kop ?? registry.total_kop),
              fresh: result?.newAccounts ?? registry.newAccounts,
            })}
      </span>
      <Link href="/bills/list">{t('act.toBills')}</Link>
      <Link href="/bills">
        <Button size="small" tabIndex={-1}>
          {t('act.another')}
        </Button>
      </Link>
    </div>
  )
}
