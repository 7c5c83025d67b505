import { describe, expect, test } from 'vitest'
import ru from '../../../../src/renderer/i18n/ru/gate.json' with { type: 'json' }
import { problemWords, waitsByItself } from '../../../../src/renderer/screens/gate/problem-words.ts'
import { GateAct, GateProblem } from '../../../../src/shared/contract/safety.ts'

const bare = { file: null, reason: null, host: null, pid: null, since: null }
const of = (
  problem: Partial<GateProblem> & Pick<GateProblem, 'code'>,
  acts: readonly GateAct[] = [],
  lastGoodAt = problem.code === 'damaged' ? 1 : null,
) => problemWords({ problem: { ...bare, ...problem }, acts: [...acts], lastGoodAt })

const textOf = (key: string): unknown =>
  key
    .split('.')
    .reduce<unknown>(
      (texts, part) =>
        typeof texts === 'object' && texts !== null
          ? Object.entries(texts).find(([name]) => name === part)?.[1]
          : null,
      ru,
    )

const shapes = GateProblem.shape.code.options.flatMap((code) => [
  of({ code }),
  of({ code, host: 'KASSA-2', reason: 'training' }, ['take-over']),
  of({ code, host: 'KASSA-1', reason: 'real' }),
  of({ code }, [], null),
])

describe('the words of a closed office', () => {
  test('are there for each problem, whatever is known of it', () => {
    const keys = shapes.flatMap(({ title, what, safe, steps }) => [title, what, safe, ...steps])
    expect(keys.filter((key) => typeof textOf(key) !== 'string')).toEqual([])
  })

  test('are there for each act', () => {
    expect(GateAct.options.filter((act) => typeof textOf(`act.${act}`) !== 'string')).toEqual([])
  })

  test('never send a person to another computer when the office is open on this one', () => {
    expect(of({ code: 'held', host: 'KASSA-1' }, ['retry'])).toMatchObject({
      what: 'held.whatHere',
      steps: ['held.here1', 'held.here2'],
    })
    expect(of({ code: 'held', host: 'KASSA-2' }, ['retry', 'take-over'])).toMatchObject({
      what: 'held.whatAway',
      steps: ['held.step1', 'held.step2'],
    })
  })

  test('say until when the records are good, where that is known', () => {
    expect(of({ code: 'damaged' }).safe).toBe('damaged.safeKnown')
  })

  test('advise nothing but a restore where nothing good is left', () => {
    expect(of({ code: 'damaged' }, ['retry', 'restore'], null)).toMatchObject({
      safe: 'damaged.safe',
      steps: ['damaged.lost1', 'damaged.lost2'],
    })
  })

  test('promise to look again only where the program does', () => {
    expect(GateProblem.shape.code.options.filter((code) => waitsByItself({ ...bare, code }))).toEqual([
      'folder-gone',
      'read-only',
      'no-space',
      'io',
    ])
  })
})
