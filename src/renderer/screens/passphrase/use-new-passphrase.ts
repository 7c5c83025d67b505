import { useCallback, useEffect, useReducer, useState } from 'react'
import type { AppError } from '../../../shared/errors.ts'
import { useCore } from '../../client/core-context.ts'
import { languageOf, usePreferences } from '../../state/preferences.ts'
import { choiceProblem, choiceStep, emptyChoice, isAnswered, passphraseIn } from './passphrase-choice.ts'

const range = 2 ** 32

/** From 0 up to 1, as nobody can foresee. */
const random = (): number => (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / range

/** A new passphrase of the office; it lives in this window only, until it is set. */
export function useNewPassphrase(office: string | null) {
  const core = useCore()
  const lang = usePreferences(languageOf)
  const [choice, step] = useReducer(choiceStep, emptyChoice)
  const [error, setError] = useState<AppError | null>(null)
  const [printing, setPrinting] = useState(false)

  const others = useCallback(async (): Promise<void> => {
    const outcome = await core.call('safety.words', { lang }, null)
    setError(outcome.ok ? null : outcome.error)
    if (outcome.ok) step({ type: 'words', words: outcome.value.words })
  }, [core, lang])
  useEffect(() => void others(), [others])

  const print = async (): Promise<void> => {
    setPrinting(true)
    const outcome = await core.call('safety.sheet', { passphrase: passphraseIn(choice), lang, office }, null)
    const shown = outcome.ok
      ? await core.openDocument('kvitok-sheet.pdf', new Uint8Array(outcome.value.pdf))
      : outcome
    setError(shown.ok ? null : shown.error)
    setPrinting(false)
  }
  return {
    choice,
    step,
    error,
    printing,
    print,
    others,
    ask: () => step({ type: 'ask', random }),
    problem: choiceProblem(choice),
    answered: isAnswered(choice),
    passphrase: passphraseIn(choice),
  }
}

export type NewPassphrase = ReturnType<typeof useNewPassphrase>
