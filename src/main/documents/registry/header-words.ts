import type { RegistryColumn } from '../../app/ports/registry-profile.ts'

/** In the order they are tried: the first that fits a header's cell names its column. */
const words: readonly (readonly [RegistryColumn, RegExp])[] = [
  ['period', /^(?:за\s+|расч[её]тный\s+)?(?:период|месяц)|^period$|^month$/],
  [
    'account',
    /лиц[а-я.]*\s*сч|лицевой|^л\s*[./]?\s*с[. ]?|^(?:код|номер|№|n)\s.*(?:абонент|договор|плательщик)|^договор|абонентский номер/,
  ],
  ['account', /^(?:acc|account|accountno|ls|lschet|licsch|contract)$/],
  ['due', /срок|оплатить до|крайн|^due/],
  ['balance', /сальдо|остат|баланс|^balance$/],
  ['amount', /сумм|начисл|к оплате|долг|задолж|^(?:amount|sum|summa|total)$/],
  ['service', /услуг|^service$/],
  ['address', /адрес|^addr/],
  [
    'name',
    /ф\.?\s*и\.?\s*о|фамил|абонент|плательщик|потребител|собственник|квартиросъ[её]мщик|^(?:name|fio)$|клиент/,
  ],
]

/** Which column a header's cell names; null for words unknown. */
export function columnNamed(cell: string): RegistryColumn | null {
  const bare = cell
    .slice(0, 100)
    .toLowerCase()
    .replace(/["«»_]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return words.find(([, pattern]) => pattern.test(bare))?.[0] ?? null
}
