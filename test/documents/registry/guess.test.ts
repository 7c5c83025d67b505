import { describe, expect, test } from 'vitest'
import { guessRegistry } from '../../../src/main/documents/registry/guess.ts'
import { registryProfileSchema } from '../../../src/main/documents/registry/profile-schema.ts'
import { readRegistry } from '../../../src/main/documents/registry/registries.ts'
import { chargeHeader, fileOf, plainProfile, textBytes } from './files.ts'

const rows = [
  '100234;Петрова Анна Ильинична;ул. Садовая, д. 5, кв. 12;11.2026;1842,50;15.12.2026',
  '100235;Щукин Иван Саввич;ул. Мира, д. 1, кв. 3;11.2026;900,10;15.12.2026',
]

describe('encodings', () => {
  test.each(['windows-1251', 'cp866', 'koi8-r', 'utf-8', 'utf-16le'] as const)(
    '%s is told by its letters',
    (encoding) => {
      const guess = guessRegistry(fileOf([chargeHeader, ...rows], encoding))
      expect(guess.profile?.encoding).toBe(encoding)
      expect(guess.confidence).toBeGreaterThan(0.8)
      expect(guess.header?.[1]).toBe('ФИО')
    },
  )

  test('names in capitals alone are enough', () => {
    const lines = ['100234;ПЕТРОВА А.И.;1842,50', '100235;ЩУКИН И.С.;900,10', '100236;КУЗНЕЦОВ П.П.;12,00']
    for (const encoding of ['windows-1251', 'cp866', 'koi8-r'] as const) {
      expect(guessRegistry(fileOf(lines, encoding)).profile?.encoding).toBe(encoding)
    }
  })

  test('a byte order mark is not part of the first column’s name', () => {
    const { profile, header } = guessRegistry(textBytes(`\ufeff${chargeHeader}\n${rows[0]}\n`, 'utf-8'))
    expect(profile?.columns[0]).toBe('account')
    expect(header?.[0]).toBe('Лицевой счёт')
  })

  test('a file read with another encoding than its own is a problem that names both', () => {
    const bytes = fileOf([chargeHeader, ...rows], 'cp866')
    const profile = readRegistry(bytes, 'detect').profile ?? plainProfile
    const { rows: read, end } = readRegistry(bytes, { ...profile, encoding: 'windows-1251' })
    expect(read).toEqual([])
    expect(end.problem).toEqual({ code: 'encoding', details: { given: 'windows-1251', likely: 'cp866' } })
  })

  test('a cp1251 file given as UTF-8 is a problem, a file without Cyrillic is not', () => {
    const utf8 = { ...plainProfile, encoding: 'utf-8', columns: ['account', 'name', 'amount'] } as const
    const names = fileOf(['100234;Петрова Анна;10,00', '100235;Щукин Иван;5,00'])
    expect(readRegistry(names, utf8).end.problem?.code).toBe('encoding')
    const ascii = fileOf(['100234;Petrova;10,00'])
    expect(readRegistry(ascii, { ...utf8, encoding: 'cp866' }).end.problem).toBeNull()
  })

  test('one broken letter rejects its own row only', () => {
    const lines = Array.from({ length: 60 }, (_, at) => `${100_000 + at};Петрова Анна;1,00`)
    const bytes = fileOf(lines, 'utf-8')
    const broken = bytes.indexOf(0xd0)
    bytes[broken] = 0x20
    const profile = { ...plainProfile, encoding: 'utf-8', columns: ['account', 'name', 'amount'] } as const
    expect(readRegistry(bytes, profile).rejected.map(({ row, code }) => [row, code])).toEqual([
      [1, 'encoding'],
    ])
  })
})

describe('columns', () => {
  test('without a header they are told by what stands in them', () => {
    const { profile } = guessRegistry(fileOf(rows))
    expect(profile?.header).toBe(false)
    expect(profile?.columns).toEqual(['account', 'name', 'address', 'period', 'amount', 'due'])
  })

  test('two rows of an account and a sum are enough', () => {
    const { rows: read } = readRegistry(fileOf(['100001;10,00', '112026;5,00']), 'detect')
    expect(read.map(({ account, amount_kop }) => [account, amount_kop])).toEqual([
      ['100001', 1000],
      ['112026', 500],
    ])
  })

  test('a debt registry in the manner of Sber: no header, period MMYY, sums without a mark, a trailer', () => {
    const lines = Array.from(
      { length: 30 },
      (_, at) => `10${1000 + at};ИВАНОВ И.И.;УЛ. МИРА, Д. ${at};1126;${18_425 + at}`,
    )
    const { profile, warnings } = guessRegistry(fileOf([...lines, '=30;553185;0;0;1;01-12-2026']))
    expect(profile).toMatchObject({ header: false, quote: null, periodMask: 'MMYY', trailer: 'equals' })
    expect(profile?.columns).toEqual(['account', 'name', 'address', 'period', 'amount'])
    expect(warnings.map((warning) => warning.code)).toEqual(['unit-unsure'])
  })

  test('sums headed «сумма, коп» are kopecks', () => {
    const { profile } = guessRegistry(fileOf(['ЛС;ФИО;Сумма, коп', '100234;Иванов И.И.;184250']))
    expect(profile?.unit).toBe('kopecks')
  })

  test('a CSV with quoted commas, doubled marks and grouped thousands', () => {
    const bytes = fileOf(
      [
        'account,name,period,amount,due',
        '500001,"Петрова, Анна",2026-11,"1,842.50",2026-12-15',
        '500002,"ООО ""Рога""",2026-11,12.5,2026-12-15',
      ],
      'utf-8',
    )
    const { profile, rows: read } = readRegistry(bytes, 'detect')
    expect(profile).toMatchObject({ separator: ',', quote: '"', decimals: 'dot', dateMask: 'YYYY-MM-DD' })
    expect(read.map(({ name, amount_kop }) => [name, amount_kop])).toEqual([
      ['Петрова, Анна', 184_250],
      ['ООО "Рога"', 1250],
    ])
  })

  test('a balance registry of the «Город» kind with its sum in the remarks', () => {
    const bytes = fileOf([
      '#FILESUM 150.5',
      '#TYPE 7',
      '#SERVICE 77',
      'ИВАНОВ ИВАН;Тихий,Мира,1,2;00-000123;100.5;Вода',
      'ПЕТРОВ ИВАН;Тихий,Мира,1,3;00-000124;50;Вода',
    ])
    const { profile, end } = readRegistry(bytes, 'detect')
    expect(profile?.columns).toEqual(['name', 'address', 'account', 'balance', 'service'])
    expect(readRegistry(bytes, { ...(profile ?? plainProfile), asOf: '2026-11-01' }).end).toMatchObject({
      problem: null,
      rows: 2,
      warnings: [],
    })
    expect(end.problem?.code).toBe('as-of-missing')
  })

  test('the period may be written «январь 2026»', () => {
    const { profile, rows: read } = readRegistry(
      fileOf(['Лицевой счёт|Месяц|Начислено', '100234|январь 2026|1,00', '100235|январь 2026|2,00']),
      'detect',
    )
    expect(profile).toMatchObject({ separator: '|', periodMask: 'month-name' })
    expect(read[0]?.period).toBe('2026-01')
  })

  test('of a turnover sheet the closing balance is taken', () => {
    const { profile } = guessRegistry(
      fileOf([
        'Лицевой счёт;Входящее сальдо;Начислено;Исходящее сальдо на 01.11.2026',
        '100234;1,00;2,00;3,00',
      ]),
    )
    expect(profile?.columns).toEqual(['account', null, null, 'balance'])
    expect(profile?.asOf).toBe('2026-11-01')
  })

  test('a guessed profile is one that may be stored', () => {
    const { profile } = guessRegistry(fileOf([chargeHeader, ...rows]))
    expect(registryProfileSchema.parse(JSON.parse(JSON.stringify(profile)))).toEqual(profile)
    expect(registryProfileSchema.safeParse({ ...profile, encoding: 'latin1' }).success).toBe(false)
  })
})
