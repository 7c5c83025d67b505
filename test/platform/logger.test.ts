import { expect, test } from 'vitest'
import { createLogger, type LogLevel } from '../../src/main/platform/logger.ts'

function logged(level?: LogLevel): { lines: string[]; logger: ReturnType<typeof createLogger> } {
  const lines: string[] = []
  return { lines, logger: createLogger({ write: (line) => lines.push(line) }, level) }
}

test('a line is JSON with the message, what goes with it, the level and an ISO time', () => {
  const { lines, logger } = logged()
  logger.warn('a torn write was cut', { bytes: 21 })
  const line = JSON.parse(lines[0] ?? '')
  expect(line).toMatchObject({ level: 40, msg: 'a torn write was cut', bytes: 21, pid: process.pid })
  expect(new Date(line.time).toISOString()).toBe(line.time)
  expect(line).not.toHaveProperty('hostname')
})

test('each method has its own level, and what is below the set one is not written', () => {
  const { lines, logger } = logged('warn')
  logger.debug('a')
  logger.info('b')
  logger.warn('c')
  logger.error('d')
  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['c', 'd'])
})

test('a text with a line break stays on its line', () => {
  const { lines, logger } = logged()
  logger.error('two\nlines', { reason: 'three\nmore' })
  expect(lines[0]?.trimEnd().split('\n')).toHaveLength(1)
})

test('an error keeps its message and its stack', () => {
  const { lines, logger } = logged()
  logger.error('its file failed', { error: new Error('no space left') })
  expect(JSON.parse(lines[0] ?? '').error).toMatchObject({
    message: 'no space left',
    stack: expect.stringContaining('logger.test.ts'),
  })
})
