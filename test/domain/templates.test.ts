import { describe, expect, test } from 'vitest'
import {
  defaultTemplates,
  letterLimit,
  longestValues,
  type TemplateKind,
} from '../../src/main/domain/default-templates.ts'
import {
  checkTemplate,
  fitName,
  longestLetters,
  renderTemplate,
  soundsLikeAd,
  type TemplateValues,
} from '../../src/main/domain/templates.ts'

/** The day of the books: Sunday 15.11.2026, account 100234 for water. */
const shown: TemplateValues = {
  office: 'Квиток',
  service: 'вода',
  account: '100234',
  debt: '1842,50',
  total: '1879,35',
  fee: '36,85',
  asOf: '05.11',
  due: '16.11',
  payDay: 'сегодня',
  crediting: '17.11',
  creditingWeekday: 'вт 17.11',
  lastDay: '16.11',
  lastWeekday: 'пн 16.11',
  today: 'вс 15.11',
  dayKind: 'выходной',
  closes: '15:00',
  counted: '15.11',
  number: '4821',
  paid: '1842,50',
  from: '01.12',
  price: '38,90',
  oldPrice: '35,20',
  unit: 'м3',
  phone: '8-48533-21540',
  code: '7305',
  until: '15:40',
}
const part: TemplateValues = { ...shown, paid: '1000,00', fee: '20,00', left: '842,50' }

const table: readonly (readonly [TemplateKind, TemplateValues, number, number, string])[] = [
  [
    'debt',
    shown,
    122,
    134,
    'Квиток: вода 100234, долг на 05.11 1842,50р, срок 16.11. С комиссией 1879,35р. Оплата сегодня дойдет 17.11. Ответ ОПЛАТИТЬ',
  ],
  ['tariff', shown, 59, 69, 'Квиток: вода с 01.12 38,90р/м3 вместо 35,20р. 8-48533-21540'],
  [
    'arrival',
    shown,
    119,
    125,
    'Квиток: вода. Сегодня вс 15.11, выходной. Оплата засчитается сегодня, поставщик получит деньги вт 17.11. Касса до 15:00',
  ],
  [
    'reminder',
    shown,
    121,
    132,
    'Квиток: вода 100234, 1842,50р. Чтобы не было пени, оплатите не позже пн 16.11. Оплатили не у нас? Ответ БЫЛО. Отказ: СТОП',
  ],
  [
    'paid-full',
    shown,
    114,
    127,
    'Квиток №4821: вода 100234, принято 1842,50р, комиссия 36,85р. Долг погашен 15.11 полностью, баланс 0. Дойдет 17.11',
  ],
  [
    'paid-part',
    part,
    119,
    134,
    'Квиток №4821: вода 100234, принято 1000,00, комиссия 20,00. Погашено 15.11 частично, еще 842,50р до 16.11. Дойдет 17.11',
  ],
  [
    'order',
    shown,
    118,
    133,
    'Квиток: вода 100234, 1842,50+36,85=1879,35р, дойдет 17.11. С 01.12 тариф 38,90р. Ответ 7305 до 15:40. Деньги не спишем',
  ],
  ['stop', shown, 65, 67, 'Квиток: рекламы не будет. Напоминания тоже убрать? Ответ СТОП ВСЕ'],
]

describe('the texts of the table', () => {
  test.each(table)(
    '%s is written letter by letter, in its length',
    (kind, values, letters, _longest, text) => {
      expect(renderTemplate(defaultTemplates[kind], values)).toBe(text)
      expect(text).toHaveLength(letters)
    },
  )

  test.each(table)('%s has its length at the longest values', (kind, _values, _letters, longest) => {
    expect(longestLetters(defaultTemplates[kind])).toBe(longest)
  })
})

const kinds = Object.keys(defaultTemplates).filter((kind): kind is TemplateKind => kind in defaultTemplates)

describe('every default text', () => {
  test.each(kinds)('%s passes its own check', (kind) => {
    expect(checkTemplate(kind, defaultTemplates[kind])).toBeNull()
  })

  test.each(kinds)('%s fits its limit at the longest values', (kind) => {
    const widest = Object.fromEntries(
      Object.entries(longestValues).map(([name, width]) => [name, '9'.repeat(width)]),
    )
    expect(renderTemplate(defaultTemplates[kind], widest).length).toBeLessThanOrEqual(letterLimit(kind))
  })

  test('a stranger learns nothing of any account', () => {
    for (const kind of ['stranger', 'unknown', 'limit'] as const) {
      expect(defaultTemplates[kind]).not.toMatch(/\{(?:account|service|debt|list|total)\}/)
    }
    expect(defaultTemplates['paid-stranger']).not.toMatch(/\{(?:debt|left|advance)\}/)
  })

  test('service texts advertise nothing', () => {
    for (const kind of kinds) expect(soundsLikeAd(defaultTemplates[kind])).toBe(false)
  })
})

describe('writing a text', () => {
  test('a tariff that does not change is left out of an order', () => {
    const { from: _from, ...without } = shown
    expect(renderTemplate(defaultTemplates.order, without)).toBe(
      'Квиток: вода 100234, 1842,50+36,85=1879,35р, дойдет 17.11. Ответ 7305 до 15:40. Деньги не спишем',
    )
  })

  test('a working day says no «выходной»', () => {
    const { dayKind: _dayKind, ...working } = shown
    expect(renderTemplate(defaultTemplates.arrival, working)).toContain('Сегодня вс 15.11. Оплата')
  })

  test('a missing value outside brackets throws instead of sending a hole', () => {
    expect(() => renderTemplate(defaultTemplates.debt, { office: 'Квиток' })).toThrow(/debt/)
  })

  test('a value is text: it brings in neither variables nor lines', () => {
    expect(renderTemplate('{office}!', { office: '{debt}\r\n[x] $& ' })).toBe('{debt} [x] $&!')
  })

  test('a name is cut to eight letters and an emoji is not halved', () => {
    expect(fitName('Водоканал Север')).toBe('Водокана')
    expect(fitName('Вода ООО Исток', 5)).toBe('Вода')
    expect(fitName('абвгдеж😀')).toBe('абвгдеж')
  })
})

describe('checking an edited text', () => {
  test('an unknown variable is named', () => {
    expect(checkTemplate('debt', '{office} {summa}')).toEqual({
      code: 'template.variable',
      details: { name: 'summa' },
    })
  })

  test('a variable named as a property of objects is unknown', () => {
    expect(checkTemplate('debt', '{constructor}')?.code).toBe('template.variable')
    expect(checkTemplate('debt', '{__proto__}')?.code).toBe('template.variable')
  })

  test('a letter too many at the longest values is refused with its figures', () => {
    expect(checkTemplate('debt', `${defaultTemplates.debt}!`)).toEqual({
      code: 'template.too-long',
      details: { letters: 135, limit: 134 },
    })
    expect(checkTemplate('stop', `${defaultTemplates.stop} СТОП`)?.code).toBe('template.too-long')
  })

  test.each(['{office', 'office}', '[{office}', '{office}]', '[[{office}]]', '{{office}}', '[]]'])(
    '«%s» has its brackets wrong',
    (text) => {
      expect(checkTemplate('help', text)?.code).toBe('template.brackets')
    },
  )

  test('a reminder without its refusal word and advertising without СТОП are refused', () => {
    const reminder = defaultTemplates.reminder.replace(' Отказ: СТОП', '')
    expect(checkTemplate('reminder', reminder)).toEqual({
      code: 'template.missing',
      details: { word: 'СТОП' },
    })
    expect(checkTemplate('campaign', '{office}: {text}')?.code).toBe('template.missing')
  })

  test('an offer in a service text is noticed', () => {
    expect(soundsLikeAd('Скидка 10 % на комиссию')).toBe(true)
    expect(soundsLikeAd('Акция! Подарок каждому')).toBe(true)
  })

  test('100 KB are refused, not hung on', () => {
    expect(checkTemplate('help', '{office}'.repeat(12_500))?.code).toBe('template.too-long')
    expect(checkTemplate('help', '['.repeat(100_000))?.code).toBe('template.brackets')
  })
})
