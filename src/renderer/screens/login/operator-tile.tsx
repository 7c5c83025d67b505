import { useTranslation } from 'react-i18next'
import type { Operator } from '../../state/session.ts'

export function OperatorTile(props: {
  readonly operator: Operator
  readonly here: boolean
  readonly onChoose: () => void
}) {
  const { t } = useTranslation()
  const { name, role } = props.operator
  return (
    <button
      type="button"
      className={props.here ? 'kv-tile kv-here' : 'kv-tile'}
      aria-pressed={props.here}
      tabIndex={-1}
      data-testid="login-operator"
      onClick={props.onChoose}
    >
      <span className="kv-tile-letters" aria-hidden="true">
        {initials(name)}
      </span>
      <span className="kv-tile-name">{name}</span>
      <span className="kv-tile-role">{t(`role.${role}`)}</span>
    </button>
  )
}

function initials(name: string): string {
  const words = name.split(/\s+/u).filter((word) => word !== '')
  return words
    .slice(0, 2)
    .map((word) => word.slice(0, 1).toUpperCase())
    .join('')
}
