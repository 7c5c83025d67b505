import { type Day, formatDay, type Month } from '../../../shared/days.ts'
import { formatMachineMoney, formatSmsMoney, sumMoney } from '../../../shared/money.ts'
import type { RegistryEncoding } from '../ports/registry-profile.ts'
import type { TrainingAccount, TrainingServiceName } from './data.ts'
import { createDice, type Dice } from './dice.ts'
import { trainingOffice } from './training-office.ts'

/** The seed of every training office, so that the shipped files fit its accounts. */
export const trainingSeed = 20_261

/** A registry shipped in resources/registries. */
export interface ExampleRegistry {
  readonly fileName: string
  readonly title: string
  readonly service: TrainingServiceName
  readonly kind: 'charge' | 'balance'
  readonly asOf: Day | null
  readonly encoding: RegistryEncoding
  readonly text: string
}

interface Row {
  readonly account: string
  readonly name: string
  readonly address: string
  readonly sum_kop: number
}

const period: Month = '2026-12'
const due: Day = '2027-01-15'
const balanceDay: Day = '2026-11-20'
const balanceDue: Day = '2026-12-15'
/** The accounts do not depend on the day, the files must not either. */
const anyDay: Day = '2026-11-22'

/** The shipped registries: good rows, accounts not yet known, and a few bad rows to see refused. */
export function exampleRegistries(): ExampleRegistry[] {
  const { accounts, services } = trainingOffice(trainingSeed, anyDay)
  const dice = createDice(trainingSeed + 1)
  const of = (name: TrainingServiceName): TrainingAccount[] =>
    accounts.filter((account) => services.find(({ id }) => id === account.serviceId)?.shortName === name)
  return [
    {
      fileName: 'vodokanal-2026-12.txt',
      title: 'Водоканал: начисления за декабрь 2026',
      service: 'вода',
      kind: 'charge',
      asOf: null,
      encoding: 'windows-1251',
      text: water(rowsOf(dice, of('вода'), 280, 1500, ['100801', '100802'])),
    },
    {
      fileName: 'energosbyt-2026-12.csv',
      title: 'Энергосбыт: начисления за декабрь 2026',
      service: 'свет',
      kind: 'charge',
      asOf: null,
      encoding: 'utf-8',
      text: energy(rowsOf(dice, of('свет'), 350, 2600, ['3700299001'])),
    },
    {
      fileName: 'uk-saldo-2026-11-20.txt',
      title: `УК Уютный двор: сальдо на ${formatDay(balanceDay)}`,
      service: 'дом',
      kind: 'balance',
      asOf: balanceDay,
      encoding: 'windows-1251',
      text: house(rowsOf(dice, of('дом'), 1600, 4800, ['20009001'])),
    },
  ]
}

function rowsOf(
  dice: Dice,
  accounts: readonly TrainingAccount[],
  from_rub: number,
  to_rub: number,
  unknown: readonly string[],
): Row[] {
  const sum = (): number => dice.between(from_rub * 100, to_rub * 100)
  const known = accounts.map(({ number, holder, address }) => ({
    account: number,
    name: holder,
    address,
    sum_kop: sum(),
  }))
  const fresh = unknown.map((account, index) => ({
    account,
    name: `Новосёлов Пример ${index + 1}`,
    address: `г. Тихореченск, ул. Новая, д. ${index + 1}`,
    sum_kop: sum(),
  }))
  return [...known, ...fresh]
}

/** Semicolons and a trailer; a repeated account, a negative sum and a sum that is no number are refused. */
function water(rows: readonly Row[]): string {
  const [first] = rows
  const line = ({ account, name, address }: Row, sum: string): string =>
    [account, name, address, '12.2026', sum, formatDay(due)].join(';')
  const bad_kop = -15_000
  const extra = {
    account: '100803',
    name: 'Ошибкин Пример',
    address: 'г. Тихореченск, ул. Новая, д. 9',
    sum_kop: bad_kop,
  }
  const repeated = first === undefined ? [] : [first]
  const total = sumMoney([...rows, ...repeated, extra].map((row) => row.sum_kop))
  return ended([
    'Лицевой счёт;ФИО;Адрес;Период;Начислено;Срок оплаты',
    ...rows.map((row) => line(row, formatSmsMoney(row.sum_kop))),
    ...repeated.map((row) => line(row, formatSmsMoney(row.sum_kop))),
    line(extra, formatSmsMoney(bad_kop)),
    line({ ...extra, account: '100804' }, 'по счётчику'),
    `=${rows.length + repeated.length + 2};${formatSmsMoney(total)}`,
  ])
}

/** Commas and quotation marks; an account without digits is refused. */
function energy(rows: readonly Row[]): string {
  const line = ({ account, name, address, sum_kop }: Row): string =>
    [account, `"${name}"`, `"${address}"`, period, formatMachineMoney(sum_kop), due].join(',')
  const bad = { account: 'нет счёта', name: 'Ошибкин Пример', address: 'ул. Новая, д. 9', sum_kop: 10_000 }
  return ended(['account,name,address,period,amount,due', ...rows.map(line), line(bad)])
}

/** A title with the day, a total below; a row without an account is refused. */
function house(rows: readonly Row[]): string {
  const line = ({ account, name, address, sum_kop }: Row): string =>
    [account, name, address, formatSmsMoney(sum_kop), formatDay(balanceDue)].join(';')
  const bad = {
    account: '',
    name: 'Ошибкин Пример',
    address: 'г. Тихореченск, ул. Новая, д. 9',
    sum_kop: 100_000,
  }
  const total = sumMoney([...rows, bad].map((row) => row.sum_kop))
  return ended([
    'ООО «УК Уютный двор»;;;;',
    `Сальдо на ${formatDay(balanceDay)};;;;`,
    'Л/с;Плательщик;Адрес;Сальдо, руб.;Срок оплаты',
    ...rows.map(line),
    line(bad),
    `Итого;;;${formatSmsMoney(total)};`,
  ])
}

function ended(lines: readonly string[]): string {
  return lines.map((line) => `${line}\r\n`).join('')
}
