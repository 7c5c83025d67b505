import { beforeEach, describe, expect, test } from 'vitest'
import { type Closing, type ClosingChoice, createClosing } from '../../../src/main/hosts/electron/closing.ts'

describe('closing the last window', () => {
  let waiting: number | null = 0
  let choice: ClosingChoice = 'stay'
  let did: string[] = []
  let closing: Closing<string>

  beforeEach(() => {
    did = []
    closing = createClosing<string>({
      waiting: async () => waiting,
      ask: async (count) => {
        did.push(`asked ${count}`)
        return choice
      },
      destroy: (window) => did.push(`destroyed ${window}`),
      stop: async () => {
        did.push('stopped')
      },
      exit: (code) => did.push(`exit ${code}`),
    })
  })

  test('stops the core, then ends, when nothing waits', async () => {
    waiting = 0
    await closing.requestQuit('w')
    expect(did).toEqual(['stopped', 'exit 0'])
  })

  test('ends without a question when nobody is logged in to answer for what waits', async () => {
    waiting = null
    await closing.requestQuit('w')
    expect(did).toEqual(['stopped', 'exit 0'])
  })

  test('asks while messages wait, and goes on sending without a window', async () => {
    waiting = 3
    choice = 'background'
    await closing.requestQuit('w')
    expect(did).toEqual(['asked 3', 'destroyed w'])
  })

  test('keeps everything when the operator stays', async () => {
    waiting = 3
    choice = 'stay'
    await closing.requestQuit('w')
    expect(did).toEqual(['asked 3'])
  })

  test('is held back until the question is answered', () => {
    expect(closing.mayClose('w', true)).toBe(false)
  })

  test('is not asked about while another window is open', () => {
    expect(closing.mayClose('w', false)).toBe(true)
    expect(did).toEqual([])
  })

  test('asks once however often the cross is clicked', async () => {
    waiting = 3
    choice = 'stay'
    await Promise.all([closing.requestQuit('w'), closing.requestQuit('w')])
    expect(did).toEqual(['asked 3'])
  })

  test('lets windows go once the program is leaving, and leaves once', async () => {
    await Promise.all([closing.quit(0), closing.quit(1)])
    expect(closing.mayClose('w', true)).toBe(true)
    expect(did).toEqual(['stopped', 'exit 0'])
  })

  test('ends the process even when the core does not stop cleanly', async () => {
    const ended: number[] = []
    const broken = createClosing<string>({
      waiting: async () => 0,
      ask: async () => 'quit',
      destroy: () => undefined,
      stop: () => Promise.reject(new Error('disk full')),
      exit: (code) => ended.push(code),
    })
    await expect(broken.quit(1)).rejects.toThrow('disk full')
    expect(ended).toEqual([1])
  })
})
