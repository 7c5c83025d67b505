import { useOfficeTop } from '../../app/use-office-top.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { BillRows } from './bill-rows.tsx'
import { ClientPanel } from './client-panel.tsx'
import './desk.css'
import { DeskIdle } from './desk-idle.tsx'
import { DeskSide } from './desk-side.tsx'
import { ShiftOpening } from './shift-opening.tsx'
import { TillPanel } from './till-panel.tsx'
import { useDesk } from './use-desk.ts'
import { useDeskFocus } from './use-desk-focus.ts'
import { useDeskHints } from './use-desk-hints.ts'
import { useDeskKeyboard } from './use-desk-keyboard.ts'

/** The desk: the client, what they owe, and the money. */
export function DeskScreen() {
  const desk = useDesk()
  const top = useOfficeTop()
  const shiftClosed = top.data !== undefined && top.data.shift === null
  useDeskKeyboard(desk.send)
  useDeskFocus(desk.desk, desk.cursorKey, shiftClosed)
  useDeskHints(desk.desk)
  const visiting = desk.desk.opened.length > 0

  return (
    <div className="kv-desk" data-stage={desk.desk.stage}>
      <section className="kv-desk-left">
        {visiting && desk.desk.stage !== 'done' ? <ClientPanel desk={desk} /> : <DeskSide desk={desk} />}
      </section>
      <section className="kv-desk-centre">
        {shiftClosed ? <ShiftOpening /> : null}
        <ErrorNote error={desk.error} onRetry={() => void desk.acts.recount()} />
        <ErrorNote error={desk.acts.asideError} />
        {visiting ? (
          <BillRows desk={desk} />
        ) : shiftClosed ? null : (
          <DeskIdle shift={top.data?.shift ?? null} />
        )}
      </section>
      <section className="kv-desk-right">
        <TillPanel desk={desk} />
      </section>
    </div>
  )
}
