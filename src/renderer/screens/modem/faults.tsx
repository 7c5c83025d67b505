import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallInput } from '../../../shared/contract/contract.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { ErrorNote } from '../../components/error-note.tsx'

type Fault = CallInput<'phones.fault'>['fault']

const faults = ['unplug', 'replug', 'no-signal', 'no-answer', 'no-reports', 'garbage', 'none'] as const

/** Training only: makes the invented modem fail, and says what to expect on the screens. */
export function Faults() {
  const { t } = useTranslation('modem')
  const command = useCoreCommand('phones.fault')
  const [last, setLast] = useState<Fault | null>(null)
  return (
    <section className="kv-block kv-mo-faults kv-stack" data-testid="modem-faults">
      <h3>{t('fault.title')}</h3>
      <p className="kv-mo-plain">{t('fault.what')}</p>
      <div className="kv-line">
        {faults.map((fault) => (
          <button
            key={fault}
            type="button"
            className={fault === last ? 'kv-mo-fault kv-here' : 'kv-mo-fault'}
            disabled={command.busy}
            data-testid={`fault-${fault}`}
            onClick={async () => {
              if ((await command.run({ fault })).ok) setLast(fault)
            }}
          >
            {t(`fault.${fault}.act`)}
          </button>
        ))}
      </div>
      {last === null ? null : (
        <p className="kv-mo-plain kv-mo-expect" role="status">
          {t(`fault.${last}.expect`)}
        </p>
      )}
      <ErrorNote error={command.error} />
    </section>
  )
}
