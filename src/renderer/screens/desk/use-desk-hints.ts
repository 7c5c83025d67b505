import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { useKeyHints } from '../../components/use-key-hints.ts'
import type { DeskState } from './desk-state.ts'

type Hint = readonly [keys: string, text: string]

const money: readonly Hint[] = [
  ['F4', 'tender'],
  ['/', 'sms'],
  ['F7', 'aside'],
  ['Esc', 'back'],
]

const takeUp: Hint = ['F7', 'takeUp']

/** The keys that do something now. */
function hintsOf(stage: DeskState['stage'], visiting: boolean, drafts: boolean): readonly Hint[] {
  switch (stage) {
    case 'search':
      if (visiting)
        return [
          ['Enter', 'open'],
          ['F7', 'aside'],
          ['Esc', 'back'],
        ]
      return drafts ? [['Enter', 'open'], takeUp] : [['Enter', 'open']]
    case 'bills':
      return [['Enter', 'toCash'], ['0…9', 'sum'], ['*', 'tick'], ['↑ ↓', 'row'], ['+', 'another'], ...money]
    case 'cash':
      return [['Enter', 'toPay'], ['+', 'another'], ...money]
    case 'confirm':
      return [['Enter', 'pay'], ...money]
    case 'done':
      return drafts ? [['F8', 'receipt'], takeUp] : [['F8', 'receipt']]
  }
}

/** The bottom line of the desk: the keys of this stage. */
export function useDeskHints({ stage, opened }: DeskState): void {
  const { t } = useTranslation('desk')
  const drafts = useCoreQuery('desk.drafts', {}).data?.items.length ?? 0
  const visiting = opened.length > 0
  const hints = useMemo(
    () => hintsOf(stage, visiting, drafts > 0).map(([keys, text]) => ({ keys, text: t(`keys.${text}`) })),
    [stage, visiting, drafts, t],
  )
  useKeyHints(hints)
}
