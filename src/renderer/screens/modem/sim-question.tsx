import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { formatPhone } from '../../../shared/phone-format.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { mayAct, useSession } from '../../state/session.ts'
import type { Card } from './caps-bars.tsx'

const answers = ['replacement', 'spare', 'main', 'refused'] as const

/** A card nobody has told the program of: nothing leaves through it before an answer. */
export function SimQuestion({ card, main }: { readonly card: Card; readonly main: Card | undefined }) {
  const { t } = useTranslation('modem-link')
  const operator = useSession((state) => state.operator)
  const answer = useCoreCommand('modem.answerSim')
  const sameNumber = card.number !== null && card.number === main?.number
  return (
    <section className="kv-ml-alarm kv-ml-bad kv-stack" data-testid="sim-question">
      <h3>{t('question.title', { card: card.number === null ? card.imsi : formatPhone(card.number) })}</h3>
      <p>{t(sameNumber ? 'question.sameNumber' : 'question.what')}</p>
      {mayAct(operator, 'senior') ? (
        <div className="kv-ml-answers">
          {answers.map((as) => (
            <Button
              key={as}
              type={as === (sameNumber ? 'replacement' : null) ? 'primary' : 'default'}
              disabled={answer.busy}
              data-testid={`sim-${as}`}
              onClick={() => void answer.run({ imsi: card.imsi, as })}
            >
              {t(`question.${as}`)}
            </Button>
          ))}
        </div>
      ) : (
        <p className="kv-soft">{t('question.senior')}</p>
      )}
      <ErrorNote error={answer.error} />
    </section>
  )
}
