import iconv from 'iconv-lite'
import type { RegistryProfile } from '../../../src/main/app/ports/registry-profile.ts'

export const chargeHeader = 'Лицевой счёт;ФИО;Адрес;Период;Начислено;Срок оплаты'

/** A profile of the simplest file of charges: account and amount. */
export const plainProfile: RegistryProfile = {
  kind: 'charge',
  asOf: null,
  encoding: 'windows-1251',
  separator: ';',
  quote: null,
  skipRows: 0,
  header: false,
  comment: null,
  columns: ['account', 'amount'],
  decimals: 'any',
  unit: 'rubles',
  negative: 'reject',
  dateMask: 'DD.MM.YYYY',
  periodMask: 'MM.YYYY',
  period: '2026-11',
  trailer: 'none',
  due: { months: 1, day: 15 },
}

/** A file of these lines, each ended by CR LF. */
export function fileOf(lines: readonly string[], encoding = 'windows-1251'): Uint8Array {
  return iconv.encode(lines.map((line) => `${line}\r\n`).join(''), encoding)
}

export function textBytes(text: string, encoding = 'windows-1251'): Uint8Array {
  return iconv.encode(text, encoding)
}
