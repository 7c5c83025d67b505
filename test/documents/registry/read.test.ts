import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readRegistry } from '../../../src/main/documents/registry/registries.ts'
import { registryRows } from '../../../src/main/documents/registry/rows.ts'
import { chargeHeader, fileOf, plainProfile, textBytes } from './files.ts'

const petrova = '100234;Петрова Анна Ильинична;ул. Садовая, д. 5, кв. 12;11.2026;1 842,50;15.12.2026'

describe('a file of charges', () => {
  test('a row becomes account, name, address, period, kopecks and due day', () => {
    const { rows, end } = readRegistry(fileOf([chargeHeader, petrova]), 'detect')
    expect(rows).toEqual([
      {
        row: 2,
        account: '100234',
        name: 'Петрова Анна Ильинична',
        address: 'ул. Садовая, д. 5, кв. 12',
        period: '2026-11',
        amount_kop: 184_250,
        due: '2026-12-15',
        service: '',
        key: 'charge:2026-11::100234',
      },
    ])
    expect(end).toMatchObject({ problem: null, rows: 1, rejected: 0, total_kop: 184_250 })
  })

  test('the hash is the SHA-256 of the bytes', () => {
    const bytes = fileOf([chargeHeader, petrova])
    expect(readRegistry(bytes, 'detect').end.hash).toBe(createHash('sha256').update(bytes).digest('hex'))
  })

  test.each([
    ['1 842,50', 184_250],
    ['1842.50', 184_250],
    ['1842', 184_200],
    ['1\u00a0842,5', 184_250],
    ['1842,50 руб.', 184_250],
    ['0,00', 0],
  ])('the sum «%s» is %i kopecks', (text, kopecks) => {
    expect(readRegistry(fileOf([`100234;${text}`]), plainProfile).rows[0]?.amount_kop).toBe(kopecks)
  })

  test.each(['', 'сто', '1,842,5', '12.345', '1e5', '99999999999999999999'])(
    'the sum «%s» is refused',
    (text) => {
      expect(readRegistry(fileOf([`100234;${text}`]), plainProfile).rejected[0]?.code).toBe('amount')
    },
  )

  test('where the dot is the decimal mark, 1,23 is not read as 1.23', () => {
    const { rejected } = readRegistry(fileOf(['100234;1,23']), { ...plainProfile, decimals: 'dot' })
    expect(rejected[0]?.code).toBe('amount')
  })

  test('in a file of kopecks a sum with a decimal mark is refused', () => {
    const { rows, rejected } = readRegistry(fileOf(['100234;184250', '100235;1842,50']), {
      ...plainProfile,
      unit: 'kopecks',
    })
    expect(rows[0]?.amount_kop).toBe(184_250)
    expect(rejected[0]).toMatchObject({ row: 2, code: 'amount' })
  })

  test('a row without a due date is due by the rule of the profile', () => {
    expect(readRegistry(fileOf(['100234;10,00']), plainProfile).rows[0]?.due).toBe('2026-12-15')
  })

  test('a rule day past the end of the month is its last day', () => {
    const profile = { ...plainProfile, period: '2027-01', due: { months: 1, day: 31 } }
    expect(readRegistry(fileOf(['100234;10,00']), profile).rows[0]?.due).toBe('2027-02-28')
  })

  test('charges whose period nobody names are read with a warning', () => {
    const { rows, end } = readRegistry(fileOf(['100234;10,00']), { ...plainProfile, period: null })
    expect(rows[0]).toMatchObject({ period: '', due: null })
    expect(end.warnings).toEqual([{ code: 'period-unknown', details: {} }])
  })

  test('a period named in the title of the file stands above the one of the profile', () => {
    const bytes = fileOf(['Начисления за декабрь 2026', '100234;10,00'])
    expect(readRegistry(bytes, { ...plainProfile, skipRows: 1 }).rows[0]?.period).toBe('2026-12')
  })
})

describe('rejected rows', () => {
  const good = '100001;10,00'

  test('a negative sum is refused with its line number and text', () => {
    const { rejected } = readRegistry(fileOf([good, '100234;-5,00']), plainProfile)
    expect(rejected).toEqual([{ row: 2, code: 'negative', details: { value: '-5,00' }, raw: '100234;-5,00' }])
  })

  test('an empty account is refused', () => {
    expect(readRegistry(fileOf([good, ';5,00']), plainProfile).rejected[0]).toMatchObject({
      row: 2,
      code: 'account',
    })
  })

  test('an account that a spreadsheet turned into 1,0E+11 is refused', () => {
    expect(readRegistry(fileOf(['1,00234E+11;5,00']), plainProfile).rejected[0]?.code).toBe('account')
  })

  test('a period and a due date that do not exist are refused', () => {
    const bytes = fileOf([
      chargeHeader,
      petrova,
      petrova.replace('100234', '100235').replace('11.2026', '13.2026'),
      petrova.replace('100234', '100236').replace('15.12.2026', '31.11.2026'),
    ])
    expect(readRegistry(bytes, 'detect').rejected.map(({ row, code }) => [row, code])).toEqual([
      [3, 'period'],
      [4, 'due'],
    ])
  })

  test('the second row of an account and period names the first', () => {
    const { rows, rejected } = readRegistry(fileOf([good, '100002;1,00', '100001;10,00']), plainProfile)
    expect(rows).toHaveLength(2)
    expect(rejected[0]).toMatchObject({ row: 3, code: 'duplicate', details: { row: 1 } })
  })

  test('one account with two services is no duplicate', () => {
    const profile = { ...plainProfile, columns: ['account', 'service', 'amount'] as const }
    expect(readRegistry(fileOf(['100001;Вода;10,00', '100001;Стоки;4,00']), profile).rejected).toEqual([])
  })

  test('a last line with fewer columns is torn', () => {
    const { rows, rejected } = readRegistry(
      textBytes(`${chargeHeader}\r\n${petrova}\r\n100235;Иван`),
      'detect',
    )
    expect(rows).toHaveLength(1)
    expect(rejected[0]).toMatchObject({ row: 3, code: 'torn', raw: '100235;Иван' })
  })

  test('the same line in the middle lacks columns but is not torn', () => {
    const { rejected } = readRegistry(fileOf(['100235', good]), plainProfile)
    expect(rejected[0]).toMatchObject({ row: 1, code: 'columns', details: { columns: 1, expected: 2 } })
  })

  test('a file cut inside its last sum does not yield a smaller sum', () => {
    const { rows, rejected } = readRegistry(
      textBytes('100001;10,00\r\n100002;1842,50\r\n100003;18'),
      plainProfile,
    )
    expect(rows.map((row) => row.account)).toEqual(['100001', '100002'])
    expect(rejected[0]).toMatchObject({ row: 3, code: 'torn' })
  })

  test('a whole last line without a line break is read', () => {
    expect(readRegistry(textBytes('100001;10,00\r\n100002;18,50'), plainProfile).rows).toHaveLength(2)
  })

  test('the Ctrl-Z at the end of a DOS file is no row', () => {
    expect(readRegistry(textBytes('100001;10,00\r\n\u001a'), plainProfile).end).toMatchObject({
      rows: 1,
      rejected: 0,
    })
  })

  test('a rejected line is kept to 200 characters', () => {
    const { rejected } = readRegistry(fileOf([`100001;${'я'.repeat(1000)}`]), plainProfile)
    expect(rejected[0]?.raw).toHaveLength(200)
  })
})

describe('trailers', () => {
  const profile = { ...plainProfile, trailer: 'equals' } as const

  test('a trailer that agrees says nothing', () => {
    expect(readRegistry(fileOf(['100001;10,00', '100002;5,50', '=2;15,50']), profile).end).toMatchObject({
      rows: 2,
      warnings: [],
    })
  })

  test('a wrong count and a wrong sum are two warnings', () => {
    expect(readRegistry(fileOf(['100001;10,00', '=3;15,50']), profile).end.warnings).toEqual([
      { code: 'trailer-count', details: { stated: 3, counted: 1 } },
      { code: 'trailer-sum', details: { stated: 1550, counted: 1000 } },
    ])
  })

  test('rows rejected by us still count for the trailer', () => {
    const bytes = fileOf(['100001;10,00', '100001;10,00', ';1,00', '=3;21,00'])
    expect(readRegistry(bytes, profile).end).toMatchObject({ rows: 1, rejected: 2, warnings: [] })
  })

  test('a file whose expected trailer is not there may be cut', () => {
    expect(readRegistry(fileOf(['100001;10,00']), profile).end.warnings).toEqual([
      { code: 'trailer-missing', details: {} },
    ])
  })

  test('a client called Итогов is not a total', () => {
    const total = { ...plainProfile, trailer: 'total', columns: ['name', 'account', 'amount'] } as const
    const { end } = readRegistry(fileOf(['Итогов И.И.;100001;10,00', 'Итого:;;10,00']), total)
    expect(end).toMatchObject({ rows: 1, rejected: 0, warnings: [] })
  })
})

describe('a file of balances', () => {
  const lines = [
    'УК «Уют»;;',
    'Сальдо на 01.11.2026;;',
    'Л/с;Адрес;Сальдо',
    '200-01;ул. Мира, д. 3;0,00',
    '200-02;ул. Мира, д. 4;1200,30',
    'Итого;;1200,30',
  ]

  test('its day is taken from the title and its rows are keyed by it', () => {
    const { profile, rows, end } = readRegistry(fileOf(lines), 'detect')
    expect(profile).toMatchObject({ kind: 'balance', asOf: '2026-11-01', skipRows: 2, trailer: 'total' })
    expect(rows.map(({ row, amount_kop, key, due }) => [row, amount_kop, key, due])).toEqual([
      [4, 0, 'balance:2026-11-01::200-01', '2026-11-15'],
      [5, 120_030, 'balance:2026-11-01::200-02', '2026-11-15'],
    ])
    expect(end).toMatchObject({ problem: null, warnings: [], asOf: '2026-11-01' })
  })

  test('the day of next month’s file stands above the day kept in the profile', () => {
    const { profile } = readRegistry(fileOf(lines), 'detect')
    const next = fileOf(lines.map((line) => line.replace('01.11', '01.12')))
    expect(readRegistry(next, profile ?? 'detect').end.asOf).toBe('2026-12-01')
  })

  test('a balance of an unknown day is a problem', () => {
    const profile = { ...plainProfile, kind: 'balance', columns: ['account', 'balance'] } as const
    expect(readRegistry(fileOf(['100001;10,00']), profile).end.problem).toEqual({
      code: 'as-of-missing',
      details: {},
    })
  })

  test('a negative balance is kept where the profile calls it an advance', () => {
    const profile = {
      ...plainProfile,
      kind: 'balance',
      asOf: '2026-11-01',
      columns: ['account', 'balance'],
    } as const
    expect(readRegistry(fileOf(['100001;-10,00']), profile).rejected[0]?.code).toBe('negative')
    expect(
      readRegistry(fileOf(['100001;-10,00']), { ...profile, negative: 'advance' }).rows[0]?.amount_kop,
    ).toBe(-1000)
  })
})

describe('slices', () => {
  test('a file of 2,500 rows in slices of 1,000 comes as three', () => {
    const bytes = fileOf(Array.from({ length: 2500 }, (_, at) => `${100_000 + at};1,00`))
    const sizes = [...registryRows(bytes, plainProfile, 1000)].map((slice) => slice.rows.length)
    expect(sizes).toEqual([1000, 1000, 500])
  })

  test('a CR LF cut by the edge of a chunk of bytes is one line break', () => {
    const profile = { ...plainProfile, columns: ['account', 'name', 'amount'] } as const
    const lines = Array.from({ length: 6000 }, (_, at) => `${100_000 + at};;1,00`)
    for (let shift = 0; shift < 16; shift++) {
      const { rows } = readRegistry(fileOf([`99999;${'x'.repeat(shift)};1,00`, ...lines]), profile)
      expect(rows.findIndex((row, at) => row.row !== at + 1)).toBe(-1)
    }
  })

  test('letters cut by the edge of a chunk of bytes stay whole', () => {
    const lines = Array.from(
      { length: 4000 },
      (_, at) => `${100_000 + at};Щукина Ё${'я'.repeat(at % 7)};1,00`,
    )
    const profile = { ...plainProfile, encoding: 'utf-8', columns: ['account', 'name', 'amount'] } as const
    const { rows, end } = readRegistry(fileOf(lines, 'utf-8'), profile)
    expect(end).toMatchObject({ rows: 4000, rejected: 0 })
    expect(rows.every((row, at) => row.name === `Щукина Ё${'я'.repeat(at % 7)}`)).toBe(true)
  })
})
