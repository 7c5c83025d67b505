import { ownPassphraseLength, passphraseOf, wordsOf } from '../../../shared/passphrase.ts'
import { askedWords } from './asked-words.ts'

/** A new passphrase on its way: chosen, then two words of it given back from the sheet. */
export interface PassphraseChoice {
  readonly stage: 'choose' | 'ask'
  readonly mode: 'words' | 'own'
  /** The program's words; empty until they are here. */
  readonly words: readonly string[]
  readonly own: string
  readonly ownAgain: string
  /** Places of the words that are asked back, from 0. */
  readonly asked: readonly number[]
  readonly answers: readonly string[]
}

export type ChoiceEvent =
  | { readonly type: 'words'; readonly words: readonly string[] }
  | { readonly type: 'mode'; readonly mode: PassphraseChoice['mode'] }
  | { readonly type: 'own'; readonly own: string }
  | { readonly type: 'own-again'; readonly ownAgain: string }
  | { readonly type: 'ask'; readonly random: () => number }
  | { readonly type: 'show' }
  | { readonly type: 'answer'; readonly at: number; readonly text: string }

export const emptyChoice: PassphraseChoice = {
  stage: 'choose',
  mode: 'words',
  words: [],
  own: '',
  ownAgain: '',
  asked: [],
  answers: [],
}

export const passphraseIn = ({ mode, words, own }: PassphraseChoice): string =>
  passphraseOf(mode === 'words' ? words.join(' ') : own)

/** What is asked back: words by their places, or a passphrase of one word as a whole. */
const partsOf = (choice: PassphraseChoice): readonly string[] => wordsOf(passphraseIn(choice))

/** Why the choice cannot be taken yet; null where it can. */
export function choiceProblem(choice: PassphraseChoice): 'loading' | 'short' | 'differs' | null {
  if (choice.mode === 'words') return choice.words.length === 0 ? 'loading' : null
  if (passphraseIn(choice).length < ownPassphraseLength) return 'short'
  return passphraseOf(choice.own) === passphraseOf(choice.ownAgain) ? null : 'differs'
}

/** Whether the answer to a question is the word of the sheet; null where nothing is typed yet. */
export function isRight(choice: PassphraseChoice, at: number): boolean | null {
  const answer = passphraseOf(choice.answers[at] ?? '')
  const place = choice.asked[at]
  return answer === '' || place === undefined ? null : answer === partsOf(choice)[place]
}

/** Every word that was asked for has been given back. */
export const isAnswered = (choice: PassphraseChoice): boolean =>
  choice.stage === 'ask' && choice.asked.every((_place, at) => isRight(choice, at) === true)

export function choiceStep(choice: PassphraseChoice, event: ChoiceEvent): PassphraseChoice {
  switch (event.type) {
    case 'words':
      // The sheet in somebody's hands is not changed behind their back.
      return choice.stage === 'ask' ? choice : { ...choice, words: event.words }
    case 'mode':
      return { ...choice, mode: event.mode, stage: 'choose' }
    case 'own':
      return { ...choice, own: event.own }
    case 'own-again':
      return { ...choice, ownAgain: event.ownAgain }
    case 'ask':
      if (choiceProblem(choice) !== null) return choice
      return {
        ...choice,
        stage: 'ask',
        asked: askedWords(partsOf(choice).length, event.random),
        answers: [],
      }
    case 'show':
      return { ...choice, stage: 'choose', answers: [] }
    case 'answer':
      return {
        ...choice,
        answers: choice.asked.map((_place, at) =>
          at === event.at ? event.text : (choice.answers[at] ?? ''),
        ),
      }
  }
}
