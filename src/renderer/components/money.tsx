import { formatMoney, type Kopecks } from '../../shared/money.ts'

/** An amount in rubles, right-aligned digits of one width: `1 842,50`, with `₽` where a sign is wanted. */
export function Money({ value, sign = false }: { readonly value: Kopecks; readonly sign?: boolean }) {
  return (
    <span className="kv-money">
      {formatMoney(value)}
      {sign ? ' ₽' : ''}
    </span>
  )
}
