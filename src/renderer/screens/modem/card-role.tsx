import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { mayAct, useSession } from '../../state/session.ts'
import type { Card } from './caps-bars.tsx'

const roles = ['main', 'spare', 'refused'] as const

/** What a card is used for; a person may think again. */
export function CardRole({ card }: { readonly card: Card }) {
  const { t } = useTranslation('modem-link')
  const operator = useSession((state) => state.operator)
  const answer = useCoreCommand('modem.answerSim')
  if (card.role === 'asked' || card.role === 'replaced') return null
  return (
    <div className="kv-stack">
      <Segmented
        value={card.role}
        disabled={answer.busy || !mayAct(operator, 'senior')}
        aria-label={t('roleTitle')}
        options={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
        onChange={(value) => {
          const as = roles.find((role) => role === value)
          if (as !== undefined && as !== card.role) void answer.run({ imsi: card.imsi, as })
        }}
      />
      <ErrorNote error={answer.error} />
    </div>
  )
}
