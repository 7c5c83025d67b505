import { useTranslation } from 'react-i18next'
import type { DeskEvent } from './desk-machine.ts'
import type { DeskState } from './desk-state.ts'

/** Cash or card; F4 changes over. */
export function TenderChoice(props: {
  readonly tender: DeskState['tender']
  readonly disabled: boolean
  readonly send: (event: DeskEvent) => void
}) {
  const { t } = useTranslation('desk')
  return (
    <fieldset className="kv-tender" aria-label={t('tender.label')}>
      {(['cash', 'card'] as const).map((tender) => (
        <button
          key={tender}
          type="button"
          aria-pressed={props.tender === tender}
          className={props.tender === tender ? 'kv-here' : ''}
          disabled={props.disabled}
          tabIndex={-1}
          data-desk="key"
          data-testid={`desk-${tender}`}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => props.send({ type: 'tender', tender })}
        >
          {t(`tender.${tender}`)}
        </button>
      ))}
      <kbd>F4</kbd>
    </fieldset>
  )
}
