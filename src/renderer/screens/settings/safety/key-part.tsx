import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SafetyView } from '../../../../shared/contract/safety.ts'
import { useOffice } from '../../../app/office-context.ts'
import { mayAct, useSession } from '../../../state/session.ts'
import { Facts } from '../../parts/facts.tsx'
import { ChangePassphrase } from './change-passphrase.tsx'
import { RotateKey } from './rotate-key.tsx'
import { useCopyWords } from './use-copy-words.ts'

/** Whether strangers can read the files, where the key is, and how both are changed. */
export function KeyPart({ safety }: { readonly safety: SafetyView }) {
  const { t } = useTranslation('safety')
  const { kind } = useOffice()
  const operator = useSession((state) => state.operator)
  const [open, setOpen] = useState<'words' | 'key' | null>(null)
  const [done, setDone] = useState<'words' | 'key' | null>(null)
  const allowed = mayAct(operator, 'owner')
  if (!safety.encrypted) {
    return (
      <section className="kv-block kv-stack kv-safety-part">
        <h3>{t('key.title')}</h3>
        <p className="kv-soft">{t(kind === 'training' ? 'key.plain' : 'key.plainReal')}</p>
      </section>
    )
  }
  const close = (now: 'words' | 'key' | null): void => {
    setOpen(null)
    setDone(now)
  }
  return (
    <section className="kv-block kv-stack kv-safety-part">
      <h3>{t('key.title')}</h3>
      <KeyFacts safety={safety} />
      {safety.sheetAt === null ? (
        <p className="kv-note kv-note-warn" data-testid="sheet-missing">
          {t('key.noSheet')}
        </p>
      ) : null}
      {safety.rotating ? <p className="kv-soft">{t('key.rotating')}</p> : null}
      {done === null ? null : (
        <p className="kv-note kv-note-good" role="status" data-testid={`${done}-changed`}>
          {t(`key.done.${done}`)}
        </p>
      )}
      {open === 'words' ? <ChangePassphrase onDone={close} /> : null}
      {open === 'key' ? <RotateKey onDone={close} /> : null}
      {open === null ? (
        <div className="kv-line">
          <Button
            type={safety.sheetAt === null && allowed ? 'primary' : 'default'}
            disabled={!allowed}
            data-testid="words-change"
            onClick={() => setOpen('words')}
          >
            {t('key.changeWords')}
          </Button>
          <Button
            disabled={!allowed || safety.rotating}
            data-testid="key-rotate"
            onClick={() => setOpen('key')}
          >
            {t('key.rotate')}
          </Button>
          {allowed ? null : <span className="kv-soft">{t('ownerOnly')}</span>}
        </div>
      ) : null}
    </section>
  )
}

function KeyFacts({ safety }: { readonly safety: SafetyView }) {
  const { t } = useTranslation('safety')
  const say = useCopyWords()
  const when = (at: number | null): string => (at === null ? t('key.never') : say(at))
  return (
    <Facts
      facts={[
        { name: t('key.words'), value: when(safety.passphraseAt) },
        { name: t('key.sheet'), value: when(safety.sheetAt) },
        { name: t('key.key'), value: when(safety.keyAt) },
        { name: t('key.kept'), value: t(`key.keptIn.${safety.keyKept}`) },
      ]}
    />
  )
}
