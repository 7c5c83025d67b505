import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SafetyView } from '../../../../shared/contract/safety.ts'
import { useCoreCommand } from '../../../client/use-core-command.ts'
import { useBytesText } from '../../../components/bytes-text.ts'
import { ConfirmButton } from '../../../components/confirm-button.tsx'
import { ErrorNote } from '../../../components/error-note.tsx'
import { mayAct, useSession } from '../../../state/session.ts'
import { Field } from '../../forms/field.tsx'
import { useCopyWords } from './use-copy-words.ts'

const tones: Readonly<Record<SafetyView['mirror']['state'], 'good' | 'warn' | 'bad' | 'soft'>> = {
  off: 'warn',
  level: 'good',
  behind: 'soft',
  slow: 'warn',
  absent: 'warn',
  full: 'bad',
  'read-only': 'bad',
  foreign: 'bad',
  failed: 'bad',
}

/** The second folder or stick: where it is, how it stands, and what to do when it does not. */
export function MirrorPart({ mirror, encrypted }: Pick<SafetyView, 'mirror' | 'encrypted'>) {
  const { t } = useTranslation('safety')
  const size = useBytesText()
  const say = useCopyWords()
  const operator = useSession((state) => state.operator)
  const set = useCoreCommand('safety.setPlace')
  const [typed, setTyped] = useState<string | null>(null)
  const allowed = mayAct(operator, 'owner')
  const folder = typed ?? mirror.folder ?? ''
  const changed = typed !== null && typed.trim() !== (mirror.folder ?? '')

  const save = async (to: string | null): Promise<void> => {
    if ((await set.run({ folder: to })).ok) setTyped(null)
  }
  return (
    <section className="kv-block kv-stack kv-safety-part">
      <h3>{t('mirror.title')}</h3>
      <p className={`kv-say-${tones[mirror.state]}`} data-testid="mirror-state" data-state={mirror.state}>
        <b>{t(`mirror.state.${mirror.state}`, { left: size(mirror.behind_bytes) })}</b>{' '}
        {t(`mirror.what.${mirror.state}`)}
      </p>
      {mirror.levelAt === null || mirror.state === 'level' ? null : (
        <p className="kv-soft">{t('mirror.levelAt', { when: say(mirror.levelAt) })}</p>
      )}
      <form
        className="kv-stack"
        onSubmit={(event) => {
          event.preventDefault()
          if (changed && folder.trim() !== '') void save(folder.trim())
        }}
      >
        <Field
          label={t('mirror.folder')}
          hint={allowed ? t(encrypted ? 'mirror.folderHint' : 'mirror.folderPlain') : t('ownerOnly')}
        >
          {(id) => (
            <Input
              id={id}
              value={folder}
              maxLength={1000}
              placeholder={t('mirror.example')}
              autoComplete="off"
              spellCheck={false}
              disabled={!allowed || set.busy}
              data-testid="place-folder"
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
        {allowed ? (
          <div className="kv-line">
            <Button
              type={changed ? 'primary' : 'default'}
              htmlType="submit"
              loading={set.busy}
              disabled={!changed || folder.trim() === ''}
              data-testid="place-save"
            >
              {t('mirror.save')}
            </Button>
            {mirror.folder === null ? null : (
              <ConfirmButton
                disabled={set.busy}
                question={t('mirror.stopSure')}
                data-testid="place-none"
                onConfirm={() => void save(null)}
              >
                {t('mirror.stop')}
              </ConfirmButton>
            )}
          </div>
        ) : null}
        <ErrorNote error={set.error} />
      </form>
    </section>
  )
}
