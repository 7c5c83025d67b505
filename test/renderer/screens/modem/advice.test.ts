import { describe, expect, test } from 'vitest'
import ru from '../../../../src/renderer/i18n/ru/modem.json' with { type: 'json' }
import { knownProblem, problemOf, toneOf } from '../../../../src/renderer/screens/modem/advice.ts'

const port = import.meta.glob<string>('../../../../src/main/app/ports/modem.ts', {
  eager: true,
  query: '?raw',
  import: 'default',
})

/** Every problem that the driver may publish, as the port's own type names them. */
function publishedProblems(): readonly string[] {
  const text = Object.values(port).join('')
  const type = /export type ModemProblem =([\s\S]*?)\n\n/.exec(text)?.[1] ?? ''
  return [...type.matchAll(/\| '([a-z-]+)'/g)].map((match) => match[1] ?? '')
}

describe('advice', () => {
  test('exists for every problem that the driver publishes', () => {
    const published = publishedProblems()
    expect(published).toContain('no-modem')
    expect(published.filter((problem) => knownProblem(problem) === null)).toEqual([])
  })
  test('says of each problem what is wrong and what to do', () => {
    for (const words of Object.values(ru.problem)) {
      expect(words.title).not.toBe('')
      expect(words.do).not.toBe('')
    }
  })
  test('of an unknown code is that of the phase', () => {
    expect(knownProblem('melted')).toBeNull()
  })
  test('of an invented modem never speaks of ports', () => {
    expect(problemOf({ problem: 'no-port', virtual: true })).toBe('no-modem')
    expect(problemOf({ problem: 'no-port', virtual: false })).toBe('no-port')
  })
})

describe('the tone', () => {
  test('is good only for a ready modem without a problem', () => {
    expect(toneOf({ phase: 'ready', problem: null })).toBe('good')
    expect(toneOf({ phase: 'ready', problem: 'storage-full' })).toBe('warn')
  })
  test('is bad where a person must act', () => {
    expect(toneOf({ phase: 'searching', problem: 'registration-denied' })).toBe('bad')
    expect(toneOf({ phase: 'absent', problem: 'no-modem' })).toBe('bad')
  })
})
