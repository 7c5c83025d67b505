import { Button } from 'antd'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GateAct, GateView } from '../../../shared/contract/safety.ts'
import { useLocalInstant } from './local-instant.ts'
import type { GateActs, PlainAct } from './use-gate-acts.ts'

/** Acts after which something is not as it was: they say what, and ask once more. */
const grave: ReadonlySet<string> = new Set(['take-over', 'accept-older', 'salvage'])

/** After damage trying once more helps least; elsewhere it is the first thing to do. */
function inOrder({ acts, problem }: GateView): readonly Exclude<GateAct, 'unlock'>[] {
  const plain = acts.filter((act) => act !== 'unlock')
  if (problem?.code !== 'damaged') return plain
  const order: readonly GateAct[] = ['read-only', 'restore', 'salvage', 'retry']
  return plain.toSorted((one, other) => order.indexOf(one) - order.indexOf(other))
}

/** What can be done now, as large buttons; the arrows go from one to the next. */
export function ActList(props: {
  readonly view: GateView
  readonly acts: GateActs
  readonly busy: boolean
  /** The first button takes the keys, where nothing else on the screen does. */
  readonly focused: boolean
  readonly onRestore: () => void
}) {
  const { t } = useTranslation('gate')
  const [asking, setAsking] = useState<PlainAct | null>(null)
  const { view, acts, busy } = props
  const shown = inOrder(view)
  const press = (act: (typeof shown)[number]): void => {
    acts.clear()
    if (act === 'restore') props.onRestore()
    else if (grave.has(act)) setAsking(act)
    else void acts.act(act)
  }
  if (asking !== null && shown.includes(asking)) {
    return (
      <Sure
        act={asking}
        view={view}
        busy={busy}
        onYes={() => void acts.act(asking).then(() => setAsking(null))}
        onNo={() => setAsking(null)}
      />
    )
  }
  return (
    <fieldset className="kv-gate-acts" aria-label={t('acts')} onKeyDown={moveByArrows}>
      {shown.map((act, at) => (
        <Button
          key={act}
          size="large"
          type={at === 0 && props.focused ? 'primary' : 'default'}
          autoFocus={at === 0 && props.focused}
          disabled={busy}
          data-testid={`gate-${act}`}
          onClick={() => press(act)}
        >
          {t(`act.${act}`)}
        </Button>
      ))}
    </fieldset>
  )
}

function Sure(props: {
  readonly act: PlainAct
  readonly view: GateView
  readonly busy: boolean
  readonly onYes: () => void
  readonly onNo: () => void
}) {
  const { t } = useTranslation('gate')
  const say = useLocalInstant()
  const { problem, lastGoodAt } = props.view
  const at = lastGoodAt === null ? t('unknownTime') : say(lastGoodAt)
  return (
    <div className="kv-note kv-note-warn kv-gate-sure" role="alertdialog" data-testid="gate-sure">
      <p>{t(`sure.${props.act}`, { at, host: problem?.host ?? '' })}</p>
      <fieldset className="kv-gate-acts" aria-label={t('acts')} onKeyDown={moveByArrows}>
        <Button size="large" autoFocus data-testid="gate-no" onClick={props.onNo}>
          {t('no')}
        </Button>
        <Button size="large" danger loading={props.busy} data-testid="gate-yes" onClick={props.onYes}>
          {t(`yes.${props.act}`)}
        </Button>
      </fieldset>
      {props.busy && props.act === 'take-over' ? (
        <p role="status" data-testid="gate-watching">
          {t('watching')}
        </p>
      ) : null}
    </div>
  )
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

function moveByArrows(event: KeyboardEvent<HTMLElement>): void {
  const step = steps[event.key]
  if (step === undefined) return
  const buttons = [...event.currentTarget.querySelectorAll('button')]
  const at = buttons.findIndex((button) => button.matches(':focus'))
  buttons[(at + step + buttons.length) % buttons.length]?.focus()
  event.preventDefault()
}
