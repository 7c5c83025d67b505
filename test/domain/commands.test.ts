import { describe, expect, test } from 'vitest'
import { type CommandContext, readCommand } from '../../src/main/domain/commands.ts'
import { editDistance } from '../../src/main/domain/edit-distance.ts'

const nothingAsked: CommandContext = { codeExpected: false, menuRows: 0 }
const read = (text: string, context: Partial<CommandContext> = {}) =>
  readCommand(text, { ...nothingAsked, ...context })
const account = (number: string) => ({ kind: 'account' as const, number })

describe('asking for a debt', () => {
  test.each([
    'долг 100234',
    'DOLG 100234',
    'ДОЛГ 100234',
    '100234',
    ' Долг,  100234! ',
    'долг100234',
    'долг №100234',
    'долг по л/с 100234 пожалуйста',
    'какой долг по счету 100234?',
    'БАЛАНС 100234',
    'balance 100234',
    'debt 100234',
    '1 100234',
    '01 100234',
    'долг 100 234',
    '100 234',
    'ДОЛГ\n100234',
    'долг\u00a0100234',
    'л/с 100234',
  ])('«%s» asks for the debt of 100234', (text) => {
    expect(read(text)).toEqual({ kind: 'debt', target: account('100234') })
  })

  test.each(['ДОЛГ', 'долг', '1', 'мой долг', 'dolg?'])(
    '«%s» asks for the debt of the phone’s account',
    (text) => {
      expect(read(text)).toEqual({ kind: 'debt', target: null })
    },
  )

  test('a row of the list may stand for the account', () => {
    expect(read('долг 2')).toEqual({ kind: 'debt', target: { kind: 'row', row: 2 } })
  })
})

describe('the other requests', () => {
  test.each([
    ['тариф', 'tariff'],
    ['TARIF', 'tariff'],
    ['2', 'tariff'],
    ['срок', 'arrival'],
    ['SROK', 'arrival'],
    ['3', 'arrival'],
    ['было', 'claim'],
    ['BYLO', 'claim'],
    ['уже', 'unknown'],
    ['счета', 'accounts'],
    ['4', 'accounts'],
    ['помощь', 'help'],
    ['?', 'help'],
    ['POMOSHCH', 'help'],
    ['help', 'help'],
  ])('«%s» is %s', (text, kind) => {
    expect(read(text).kind).toBe(kind)
  })

  test('a claim may name its account, a sentence is none', () => {
    expect(read('Было 100234')).toEqual({ kind: 'claim', target: account('100234') })
    expect(read('было бы хорошо если вы перезвоните')).toEqual({ kind: 'unknown' })
  })

  test('reminders are switched by ДА and НЕТ', () => {
    expect(read('НАПОМИНАТЬ ДА')).toEqual({ kind: 'remind', wanted: true })
    expect(read('напоминать нет')).toEqual({ kind: 'remind', wanted: false })
    expect(read('не напоминать')).toEqual({ kind: 'remind', wanted: false })
    expect(read('napominat net')).toEqual({ kind: 'remind', wanted: false })
    expect(read('напоминать вчера')).toEqual({ kind: 'unknown' })
  })

  test('an order may carry an account and a sum', () => {
    expect(read('ОПЛАТИТЬ')).toEqual({ kind: 'order', target: null, amount: null })
    expect(read('оплатить 100234')).toEqual({ kind: 'order', target: account('100234'), amount: null })
    expect(read('оплатить 100234 1000')).toEqual({ kind: 'order', target: account('100234'), amount: 100000 })
    expect(read('pay 100234 842,50')).toEqual({ kind: 'order', target: account('100234'), amount: 84250 })
    expect(read('оплатить 842,50р')).toEqual({ kind: 'order', target: null, amount: 84250 })
  })
})

describe('bare digits', () => {
  test('a code is read before a menu choice, a menu choice before an account number', () => {
    expect(read('7305', { codeExpected: true, menuRows: 9 })).toEqual({ kind: 'code', code: '7305' })
    expect(read('2', { codeExpected: true, menuRows: 3 })).toEqual({ kind: 'choice', row: 2 })
    expect(read('7305')).toEqual({ kind: 'debt', target: account('7305') })
  })

  test('a number beyond the list is no choice', () => {
    expect(read('3', { menuRows: 2 })).toEqual({ kind: 'arrival', target: null })
    expect(read('7', { menuRows: 2 })).toEqual({ kind: 'unknown' })
  })

  test('КОД names a code even when none is expected', () => {
    expect(read('код 7305')).toEqual({ kind: 'code', code: '7305' })
    expect(read('код')).toEqual({ kind: 'unknown' })
  })

  test('an account may hold letters and hyphens', () => {
    expect(read('75da533315-01')).toEqual({ kind: 'debt', target: account('75DA533315-01') })
    expect(read('долг 00-123456')).toEqual({ kind: 'debt', target: account('00-123456') })
  })

  test('letters that stand for digits are repaired, digits are never guessed', () => {
    expect(read('долг 1ОО2З4')).toEqual({ kind: 'debt', target: account('100234') })
    expect(read('1O0234')).toEqual({ kind: 'debt', target: account('100234') })
  })

  test.each(['15.11.2026', '1842,50', '12', '!!!', '…', 'спасибо', ''])('«%s» is no account', (text) => {
    expect(read(text)).toEqual({ kind: 'unknown' })
  })
})

describe('words as people type them', () => {
  test.each([
    ['CTOП', 'stop'],
    ['CPOK', 'arrival'],
    ['Д0ЛГ 100234', 'debt'],
    ['ТAPИФ', 'tariff'],
    ['ДОЛГ', 'debt'],
    ['тарифф', 'tariff'],
    ['помщь', 'help'],
    ['дрлг 100234', 'debt'],
    ['опалтить', 'order'],
    ['оплатть', 'order'],
    ['задолженость 100234', 'debt'],
    ['zadoljennost 100234', 'debt'],
  ])('«%s» is %s', (text, kind) => {
    expect(read(text).kind).toBe(kind)
  })

  test.each(['столп', 'стол', 'мыло', 'стопп', 'долгота моей жизни', 'привет'])(
    '«%s» is not guessed',
    (text) => {
      expect(read(text)).toEqual({ kind: 'unknown' })
    },
  )

  test('two edits in a word of five letters are too many', () => {
    expect(read('тафир').kind).toBe('unknown')
  })

  test('a swap of neighbours is one edit', () => {
    expect(editDistance('ДОЛГ', 'ДЛОГ', 1)).toBe(1)
    expect(editDistance('ДОЛГ', 'ТАРИФ', 2)).toBe(3)
  })
})

describe('a refusal', () => {
  test.each([
    'СТОП',
    'стоп.',
    'Stop. Thank you',
    'Stop,thank you',
    'STOP!!!',
    '«СТОП»',
    'пожалуйста стоп',
    'стоп рекламе',
  ])('«%s» stops', (text) => {
    expect(read(text)).toEqual({ kind: 'stop', all: false })
  })

  test.each(['СТОП ВСЕ', 'стоп всё', 'stop all', 'STOP VSE', 'СTОП BСЕ', 'стоп, все!'])(
    '«%s» stops all',
    (text) => {
      expect(read(text)).toEqual({ kind: 'stop', all: true })
    },
  )

  test('as the first word it holds however long the rest', () => {
    expect(read(`Стоп, ${'хватит мне писать '.repeat(50)}`)).toEqual({ kind: 'stop', all: false })
  })

  test.each([
    'не забудьте, автобус СТОП у магазина, выходите там',
    'не забудьте, автобус СТОП…',
    'автостоп',
    'я не просил стоп',
  ])('«%s» is no refusal', (text) => {
    expect(read(text)).toEqual({ kind: 'unknown' })
  })

  test('it is heard even while a code is expected', () => {
    expect(read('СТОП', { codeExpected: true, menuRows: 5 })).toEqual({ kind: 'stop', all: false })
  })
})

describe('copying our own words', () => {
  test.each([
    ['Ответ ОПЛАТИТЬ', 'order'],
    ['ответ было', 'claim'],
    ['Ответ СТОП ВСЕ', 'stop'],
    ['Ответ 7305', 'code'],
  ])('«%s» is read as the answer it means', (text, kind) => {
    expect(read(text, { codeExpected: true }).kind).toBe(kind)
  })
})

describe('hostile input', () => {
  test.each([
    ['10 KB of rubbish', 'ё̈☠\u0000\ud800'.repeat(2_500)],
    ['10 KB without a space', 'Д'.repeat(10_000)],
    ['10 KB of digits', '1'.repeat(10_000)],
    ['10 KB of spaces', ' '.repeat(10_000)],
    ['10 KB of punctuation', ',.;:!'.repeat(2_000)],
    ['a debt at the end of 10 KB', `${'а '.repeat(5_000)}долг 100234`],
    ['a debt at the start of 10 KB', `долг 100234 ${'а '.repeat(5_000)}`],
    ['an account cut by the bound', `долг ${'ы'.repeat(393)} 100234`],
    ['a name of every object', 'constructor'],
    ['another', '__proto__ 100234'],
    ['emoji', '😀😀😀'],
    ['SQL', "'; DROP TABLE bills; --"],
  ])('%s is unknown', (_what, text) => {
    expect(read(text)).toEqual({ kind: 'unknown' })
  })
})
