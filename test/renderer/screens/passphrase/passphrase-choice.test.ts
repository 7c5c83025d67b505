import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { askedWords } from '../../../../src/renderer/screens/passphrase/asked-words.ts'
import {
  type ChoiceEvent,
  choiceProblem,
  choiceStep,
  emptyChoice,
  isAnswered,
  isRight,
  passphraseIn,
} from '../../../../src/renderer/screens/passphrase/passphrase-choice.ts'

const words = ['чайник', 'река', 'самовар', 'лодка', 'флаг', 'мост', 'ястреб']
const told = (...events: readonly ChoiceEvent[]) => events.reduce(choiceStep, emptyChoice)
/** Asks for the words No. 3 and No. 6. */
const third = (): (() => number) => {
  const given = [2 / 7, 2 / 6]
  return () => given.shift() ?? 0
}
const asking = (): ReturnType<typeof told> => told({ type: 'words', words }, { type: 'ask', random: third() })

describe('two words asked back', () => {
  test('are two different places, in order, whatever chance says', () => {
    const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 12 }), chance, chance, (count, one, other) => {
        const given = [one, other]
        const [first = -1, second = -1] = askedWords(count, () => given.shift() ?? 0)
        expect(first).toBeGreaterThanOrEqual(0)
        expect(second).toBeGreaterThan(first)
        expect(second).toBeLessThan(count)
      }),
    )
  })

  test('are one where the passphrase is one word', () => {
    expect(askedWords(1, () => 0.9)).toEqual([0])
  })

  test('are right however they are typed, and wrong when they are another word', () => {
    const choice = asking()
    expect(choice.asked).toEqual([2, 5])
    const typed = choiceStep(choice, { type: 'answer', at: 0, text: ' Самовар. ' })
    expect([isRight(typed, 0), isRight(typed, 1)]).toEqual([true, null])
    expect(isAnswered(typed)).toBe(false)
    const wrong = choiceStep(typed, { type: 'answer', at: 1, text: 'флаг' })
    expect([isRight(wrong, 1), isAnswered(wrong)]).toEqual([false, false])
    expect(isAnswered(choiceStep(wrong, { type: 'answer', at: 1, text: 'МОСТ' }))).toBe(true)
  })

  test('are asked anew after the words were shown again', () => {
    const choice = asking()
    const answered = choiceStep(choice, { type: 'answer', at: 0, text: 'самовар' })
    expect(choiceStep(answered, { type: 'show' })).toMatchObject({ stage: 'choose', answers: [] })
  })
})

describe('a new passphrase', () => {
  test('cannot be taken before its words are here', () => {
    expect(choiceProblem(emptyChoice)).toBe('loading')
    expect(told({ type: 'ask', random: () => 0 }).stage).toBe('choose')
  })

  test('is the words in their order', () => {
    expect(passphraseIn(told({ type: 'words', words }))).toBe(words.join(' '))
  })

  test('keeps its words once they are asked for: other words that come late change nothing', () => {
    const late = choiceStep(asking(), { type: 'words', words: ['другие', 'слова'] })
    expect(late.words).toEqual(words)
  })

  test.each([
    ['короткая', 'короткая', 'short'],
    ['.......  .......', '.......  .......', 'short'],
    ['длинная и своя', 'длинная и чужая', 'differs'],
    ['длинная и своя', ' Длинная  И СВОЯ. ', null],
  ])('of one’s own %j, then %j: %s', (own, ownAgain, problem) => {
    const choice = told({ type: 'mode', mode: 'own' }, { type: 'own', own }, { type: 'own-again', ownAgain })
    expect(choiceProblem(choice)).toBe(problem)
  })

  test('of one’s own in one word is asked back as a whole', () => {
    const own = 'длиннаяфразаоднимсловом'
    const choice = told(
      { type: 'mode', mode: 'own' },
      { type: 'own', own },
      { type: 'own-again', ownAgain: own },
      { type: 'ask', random: () => 0.5 },
    )
    expect(choice.asked).toEqual([0])
    expect(isAnswered(choiceStep(choice, { type: 'answer', at: 0, text: own.toUpperCase() }))).toBe(true)
  })
})
