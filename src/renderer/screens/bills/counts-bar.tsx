import { useTranslation } from 'react-i18next'
import type { CallOutput } from '../../../shared/contract/contract.ts'
import type { Registry } from './registry-part.tsx'

export type RowState = CallOutput<'registries.rows'>['items'][number]['state']

interface Count {
  readonly state: RowState
  readonly count: number
}

/** Of a posted registry the matched and the new rows have become one: posted. */
function countsOf(registry: Registry): readonly Count[] {
  const { status, matched, newAccounts, duplicates, rejected } = registry
  const good: readonly Count[] =
    status === 'posted'
      ? [{ state: 'posted', count: matched + newAccounts }]
      : [
          { state: 'matched', count: matched },
          { state: 'new', count: newAccounts },
        ]
  return [...good, { state: 'duplicate', count: duplicates }, { state: 'rejected', count: rejected }]
}

/** How many rows of each kind, as a bar and as buttons that show just those. */
export function CountsBar(props: {
  readonly registry: Registry
  readonly here: RowState | null
  readonly onChoose: (state: RowState | null) => void
}) {
  const { t } = useTranslation('bills')
  const { registry, here, onChoose } = props
  const counts = countsOf(registry)
  return (
    <div className="kv-tallies">
      <div className="kv-tally-bar" aria-hidden="true">
        {counts.map(({ state, count }) =>
          count === 0 ? null : (
            <span key={state} className={`kv-tally-${state}`} style={{ flexGrow: count }} />
          ),
        )}
      </div>
      <div className="kv-tally-words">
        <CountButton
          chosen={here === null}
          count={registry.rows}
          text={t('count.all')}
          onPress={() => onChoose(null)}
        />
        {counts.map(({ state, count }) => (
          <CountButton
            key={state}
            state={state}
            chosen={here === state}
            count={count}
            text={t(`count.${state}`)}
            onPress={() => onChoose(state)}
          />
        ))}
      </div>
    </div>
  )
}

function CountButton(props: {
  readonly state?: RowState
  readonly chosen: boolean
  readonly count: number
  readonly text: string
  readonly onPress: () => void
}) {
  return (
    <button
      type="button"
      className="kv-tally"
      aria-pressed={props.chosen}
      disabled={props.count === 0}
      data-testid={`registry-count-${props.state ?? 'all'}`}
      onClick={props.onPress}
    >
      {props.state === undefined ? null : <i className={`kv-tally-${props.state}`} />}
      <b>{props.count}</b> {props.text}
    </button>
  )
}
