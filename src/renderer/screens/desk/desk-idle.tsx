import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import { ShiftClosing } from './shift-closing.tsx'

/** The empty desk says what to type, and what is in the till. */
export function DeskIdle({ shift }: { readonly shift: CallOutput<'office.top'>['shift'] }) {
  const { t } = useTranslation('desk')
  return (
    <div className="kv-desk-idle">
      <ol className="kv-steps">
        {(['account', 'bills', 'cash', 'pay'] as const).map((step) => (
          <li key={step}>
            <kbd>{t(`step.${step}Key`)}</kbd>
            <span>{t(`step.${step}`)}</span>
          </li>
        ))}
      </ol>
      <p className="kv-dim">{t('step.hint')}</p>
      {shift === null ? null : <ShiftClosing shift={shift} />}
    </div>
  )
}
