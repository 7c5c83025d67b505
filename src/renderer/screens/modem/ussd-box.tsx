import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { mayAct, useSession } from '../../state/session.ts'

interface Said {
  readonly number: number
  readonly asked: string
  readonly told: CallOutput<'modem.ussd'>
}

const kept_max = 12

/** A code to the operator by hand, and answers to its menus. */
export function UssdBox({ link }: { readonly link: 1 | 2 }) {
  const { t } = useTranslation('modem-link')
  const operator = useSession((state) => state.operator)
  const ussd = useCoreCommand('modem.ussd')
  const [text, setText] = useState('')
  const [said, setSaid] = useState<readonly Said[]>([])
  const menu = said.at(-1)?.told.outcome === 'menu'
  const may = mayAct(operator, 'senior')
  return (
    <section className="kv-block kv-stack" data-testid="ussd">
      <h3>{t('ussd.title')}</h3>
      {may ? (
        <form
          className="kv-line"
          onSubmit={async (event) => {
            event.preventDefault()
            const asked = text.trim()
            const outcome = await ussd.run({ link, text: asked, replies: menu })
            if (!outcome.ok) return
            setSaid((before) =>
              [...before, { number: (before.at(-1)?.number ?? 0) + 1, asked, told: outcome.value }].slice(
                -kept_max,
              ),
            )
            setText('')
          }}
        >
          <Input
            className="kv-ml-short"
            value={text}
            maxLength={40}
            placeholder={menu ? '1' : '*100#'}
            aria-label={t('ussd.title')}
            data-testid="ussd-text"
            onChange={(event) => setText(event.target.value)}
          />
          <Button htmlType="submit" loading={ussd.busy} disabled={text.trim() === ''} data-testid="ussd-send">
            {menu ? t('ussd.reply') : t('ussd.send')}
          </Button>
        </form>
      ) : (
        <p className="kv-soft">{t('question.senior')}</p>
      )}
      <div className="kv-ml-ussd" aria-live="polite">
        {said.map(({ number, asked, told }) => (
          <div key={number}>
            <b>{asked}</b>
            <span>
              {told.text === '' || told.outcome === 'rejected' ? t(`outcome.${told.outcome}`) : told.text}
            </span>
          </div>
        ))}
      </div>
      <ErrorNote error={ussd.error} />
    </section>
  )
}
