import { createInstance, type TFunction } from 'i18next'
import { beforeAll, describe, expect, test } from 'vitest'
import ru from '../../../../src/renderer/i18n/ru/calendar.json' with { type: 'json' }
import { ruleWords } from '../../../../src/renderer/screens/calendar/rule-words.ts'

const i18n = createInstance()
let t: TFunction<'calendar'>
beforeAll(async () => {
  await i18n.init({ lng: 'ru', resources: { ru: { calendar: ru } }, interpolation: { escapeValue: false } })
  t = i18n.getFixedT('ru', 'calendar')
})

const rule = {
  anchor: 'penalty-free',
  offsetDays: 3,
  at: '11:00',
  minimum_kop: 5000,
  daysOff: false,
} as const

describe('a rule in words', () => {
  test('says when, at what time, on which days and from what sum', () => {
    expect(ruleWords(t, rule, null)).toBe('за 3 дня до крайнего дня, 11:00, не в выходной, от 50,00 р')
  })
  test('after the anchor counts forward', () => {
    expect(ruleWords(t, { ...rule, offsetDays: -5 }, null)).toMatch(/^через 5 дней после крайнего дня/)
  })
  test('on the day itself counts no days', () => {
    expect(ruleWords(t, { ...rule, anchor: 'due', offsetDays: 0 }, null)).toMatch(/^в день срока, /)
  })
  test('for one service names it, and no sum when any will do', () => {
    expect(ruleWords(t, { ...rule, minimum_kop: 0 }, 'вода')).toBe(
      'за 3 дня до крайнего дня, 11:00, не в выходной, только вода',
    )
  })
})
