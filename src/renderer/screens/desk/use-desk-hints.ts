import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeyHints } from '../../components/use-key-hints.ts'
import type { DeskState } from './desk-state.ts'

type Hint = readonly [keys: string, text: string]

const money: readonly Hint[] = [
  ['F4', 'tender'],
  ['/', 'sms'],
  ['F7', 'aside'],
  ['Esc', 'back'],
]

const byStage: Readonly<Record<DeskState['stage'], readonly Hint[]>> = {
  search: [
    ['Enter', 'open'],
    ['F7', 'takeUp'],
  ],
  bills: [['Enter', 'toCash'], ['0…9', 'sum'], ['*', 'tick'], ['↑ ↓', 'row'], ['+', 'another'], ...money],
  cash: [['Enter', 'toPay'], ['+', 'another'], ...money],
  confirm: [['Enter', 'pay'], ...money],
  done: [
    ['F8', 'receipt'],
    ['F7', 'takeUp'],
  ],
}

/** The bottom line of the desk: the keys of this stage. */
export function useDeskHints({ stage }: DeskState): void {
  const { t } = useTranslation('desk')
  const hints = useMemo(
    () => byStage[stage].map(([keys, text]) => ({ keys, text: t(`keys.${text}`) })),
    [stage, t],
  )
  useKeyHints(hints)
}
