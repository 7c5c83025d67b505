import { addDays, type Day, lastDayOfMonth, yearOf } from '../../../shared/days.ts'
import { checkInn } from '../../domain/check-digits.ts'
import type { TrainingContract, TrainingProvider, TrainingService } from './data.ts'

/** Region 00 does not exist, so no real organisation has such an INN. */
function innOf(number: number): string {
  const nine = `00${String(number).padStart(7, '0')}`
  const digit = [...'0123456789'].find((last) => checkInn(nine + last) === 'ok')
  if (digit === undefined) throw new Error(`no check digit for ${nine}`)
  return nine + digit
}

function contractOf(
  number: string,
  today: Day,
  rate_bp: number,
  lagDays: number,
  changes: Partial<TrainingContract> = {},
): TrainingContract {
  return {
    number,
    fromDay: `${yearOf(today) - 1}-01-01`,
    fee: { mode: 'on-top', rate_bp, fixed_kop: 0, minimum_kop: 0, maximum_kop: null },
    lagDays,
    cutoff: '16:00',
    earlyCutoff: '15:00',
    minimum_kop: 100,
    maximum_kop: 1_500_000,
    dueShift: 'next-working',
    penaltyFirst: false,
    ...changes,
  }
}

/** Five invented organisations: three that bill by the month, one of prepaid services, one lender. */
export function trainingProviders(today: Day): TrainingProvider[] {
  const lender: Partial<TrainingContract> = {
    fee: { mode: 'on-top', rate_bp: 0, fixed_kop: 3000, minimum_kop: 0, maximum_kop: null },
    dueShift: 'none',
    penaltyFirst: true,
  }
  return [
    provider(1, 'МУП «Водоканал Тихореченска»', 'Водоканал', contractOf('В-17/1', today, 200, 1)),
    provider(
      2,
      'АО «Тихореченский Энергосбыт»',
      'Энергосбыт',
      contractOf('Э-2041', today, 150, 1, {
        fee: { mode: 'on-top', rate_bp: 150, fixed_kop: 0, minimum_kop: 1000, maximum_kop: 10_000 },
      }),
    ),
    provider(
      3,
      'ООО «УК Уютный двор»',
      'УК Уютный двор',
      contractOf('УК-5', today, 100, 2, { cutoff: '15:00', earlyCutoff: '14:00' }),
    ),
    provider(4, 'ООО «Тихосвязь»', 'Тихосвязь', contractOf('С-88', today, 300, 0, { dueShift: 'none' })),
    {
      ...provider(5, 'КПК «Доверие Тихореченска»', 'КПК Доверие', contractOf('К-3', today, 0, 2, lender)),
      legal: 'lender',
    },
  ]
}

function provider(id: number, name: string, shortName: string, contract: TrainingContract): TrainingProvider {
  const phone = `+7485332100${id}`
  return { id, name, shortName, legal: 'agent', inn: innOf(1000 + id), phone, contract }
}

/** Their services; water gets dearer from the first of the next month. */
export function trainingServices(today: Day): TrainingService[] {
  const since = `${yearOf(today) - 1}-07-01`
  const nextMonth = addDays(lastDayOfMonth(today), 1)
  const tariff = (price_kop: number, unit: string) => [{ fromDay: since, price_kop, unit, note: null }]
  return [
    {
      id: 1,
      providerId: 1,
      name: 'Холодная вода',
      shortName: 'вода',
      billing: 'billed',
      unit: 'м3',
      accountMask: '^10\\d{4}$',
      tariffs: [
        ...tariff(3520, 'м3'),
        { fromDay: nextMonth, price_kop: 3890, unit: 'м3', note: 'учебное повышение' },
      ],
    },
    {
      id: 2,
      providerId: 2,
      name: 'Электроэнергия',
      shortName: 'свет',
      billing: 'billed',
      unit: 'кВт·ч',
      accountMask: '^37\\d{8}$',
      tariffs: tariff(548, 'кВт·ч'),
    },
    {
      id: 3,
      providerId: 3,
      name: 'Содержание дома',
      shortName: 'дом',
      billing: 'billed',
      unit: 'м2',
      accountMask: '^20\\d{6}$',
      tariffs: tariff(3115, 'м2'),
    },
    {
      id: 4,
      providerId: 4,
      name: 'Телефон',
      shortName: 'телефон',
      billing: 'prepaid',
      unit: null,
      accountMask: '^2\\d{4}$',
      tariffs: tariff(26_000, 'мес'),
    },
    {
      id: 5,
      providerId: 4,
      name: 'Интернет',
      shortName: 'интернет',
      billing: 'prepaid',
      unit: null,
      accountMask: '^5\\d{6}$',
      tariffs: tariff(65_000, 'мес'),
    },
    {
      id: 6,
      providerId: 5,
      name: 'Возврат займа',
      shortName: 'заём',
      billing: 'billed',
      unit: null,
      accountMask: '^7\\d{8}$',
      tariffs: [],
    },
  ]
}
