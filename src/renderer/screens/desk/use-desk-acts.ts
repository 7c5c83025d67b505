import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useRef } from 'react'
import { useCore } from '../../client/core-context.ts'
import { useCoreCommand } from '../../client/use-core-command.ts'
import { useDeskStore } from '../../state/desk.ts'
import { receivedOf } from './desk-machine.ts'
import { type DeskState, readDesk } from './desk-state.ts'
import { useDeskTitle } from './use-desk-title.ts'
import { useReceipt } from './use-receipt.ts'

/** What the desk asks of the core. Each reads the visit at the moment it acts, not at the last drawing. */
export function useDeskActs() {
  const pay = usePay()
  const aside = usePutAside()
  const receipt = useReceipt()
  const queries = useQueryClient()
  const recount = useCallback(async () => {
    await queries.invalidateQueries({ predicate: ({ queryKey }) => String(queryKey[0]).startsWith('desk.') })
    useDeskStore.getState().step({ type: 'recount' })
    pay.clear()
  }, [queries, pay.clear])

  return useMemo(
    () => ({
      pay: pay.pay,
      paying: pay.busy,
      payError: pay.error,
      clearPayError: pay.clear,
      putAside: aside.putAside,
      takeUp: aside.takeUp,
      takeUpLast: aside.takeUpLast,
      asideError: aside.error,
      receipt: receipt.show,
      receiptError: receipt.error,
      recount,
    }),
    [pay, aside, receipt, recount],
  )
}

function usePay() {
  const command = useCoreCommand('desk.pay')
  const { run, busy, error, clear } = command
  const running = useRef(false)
  const pay = useCallback(
    async (total_kop: number, firstPhoneId: number | null): Promise<void> => {
      const store = useDeskStore.getState()
      const input = payInput(store.desk, total_kop, firstPhoneId)
      if (input === null || running.current) return
      running.current = true
      const asked = JSON.stringify(input)
      const { intent } = store.desk
      // The key outlives a reload: the same payment asked twice is taken once.
      const key = intent?.asked === asked ? intent.key : crypto.randomUUID()
      store.step({ type: 'intent', key, asked })
      const outcome = await run(input, key)
      running.current = false
      if (!outcome.ok) return
      const { visitId, change_kop, payments } = outcome.value
      const done = {
        visitId,
        numbers: payments.map(({ number }) => number),
        total_kop: outcome.value.total_kop,
        received_kop: input.received_kop,
        change_kop,
        sms: payments.some(({ sms }) => sms !== null),
        printed: false,
      }
      store.step({ type: 'paid', done })
    },
    [run],
  )
  return useMemo(() => ({ pay, busy, error, clear }), [pay, busy, error, clear])
}

function payInput(desk: DeskState, total_kop: number, firstPhoneId: number | null) {
  const received_kop = receivedOf(desk, total_kop)
  if (desk.frozen === null || received_kop === null) return null
  const { lines, shown } = desk.frozen
  const phoneId = desk.sms ? (desk.phoneId ?? firstPhoneId) : null
  return { lines, shown, tender: desk.tender, received_kop, total_kop, phoneId, orderId: desk.orderId }
}

function usePutAside() {
  const core = useCore()
  const put = useCoreCommand('desk.putAside')
  const take = useCoreCommand('desk.takeUp')
  const title = useDeskTitle()
  const { run: runPut } = put
  const { run: runTake } = take

  const putAside = useCallback(async (): Promise<boolean> => {
    const store = useDeskStore.getState()
    const kept: DeskState = { ...store.desk, adding: false, ahead: [], notice: null }
    const outcome = await runPut({ title: title(kept), data: JSON.stringify(kept) })
    if (outcome.ok) store.step({ type: 'aside' })
    return outcome.ok
  }, [runPut, title])

  const takeUp = useCallback(
    async (id: number): Promise<void> => {
      const outcome = await runTake({ id })
      if (!outcome.ok) return
      const state = readDesk(parsed(outcome.value.data))
      useDeskStore.getState().step({ type: 'restore', state })
    },
    [runTake],
  )
  const takeUpLast = useCallback(async (): Promise<void> => {
    const drafts = await core.call('desk.drafts', {}, null)
    const last = drafts.ok ? drafts.value.items.toSorted((a, b) => b.at - a.at)[0] : undefined
    if (last !== undefined) await takeUp(last.id)
  }, [core, takeUp])

  const error = put.error ?? take.error
  return useMemo(() => ({ putAside, takeUp, takeUpLast, error }), [putAside, takeUp, takeUpLast, error])
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
