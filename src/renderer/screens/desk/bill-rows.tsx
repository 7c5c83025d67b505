import { useTranslation } from 'react-i18next'
import { BillRow } from './bill-row.tsx'
import type { Desk } from './use-desk.ts'

const columns = ['tick', 'service', 'period', 'due', 'debt', 'sum', 'arrives'] as const

/** What the visit's clients owe, a row a bill. */
export function BillRows({ desk }: { readonly desk: Desk }) {
  const { t } = useTranslation('desk')
  const { desk: state, lines, send, cursorKey } = desk
  return (
    <div className="kv-rows" aria-busy={!desk.loaded}>
      <table>
        <caption className="kv-unseen">{t('rows')}</caption>
        <thead>
          <tr className="kv-row">
            {columns.map((name) => (
              <th key={name} scope="col" className={`kv-cell-${name}`}>
                {name === 'tick' ? (
                  <span className="kv-unseen">{t('column.tick')}</span>
                ) : (
                  t(`column.${name}`)
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line, place) => (
            <BillRow
              key={line.key}
              line={line}
              here={state.stage === 'bills' && line.key === cursorKey}
              first={place > 0 && lines[place - 1]?.clientId !== line.clientId}
              editing={state.editing?.key === line.key ? state.editing.text : null}
              bad={state.editing?.key === line.key && state.notice === 'bad-sum'}
              send={send}
            />
          ))}
        </tbody>
      </table>
      {desk.loaded && lines.length === 0 ? <p className="kv-rows-none">{t('noAccounts')}</p> : null}
      {state.notice === 'nothing' || state.notice === 'bad-sum' ? (
        <div className="kv-note kv-note-warn" role="alert">
          {t(`notice.${state.notice}`)}
        </div>
      ) : null}
    </div>
  )
}
