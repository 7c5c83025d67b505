import { useCallback, useEffect, useMemo } from 'react'
import { useCoreQuery } from '../../client/use-core-query.ts'
import { useDeskStore } from '../../state/desk.ts'
import { useSearch } from '../../state/search.ts'
import { cursorAt, linesOf, payLinesOf, reachablePhones, sumOf } from './desk-lines.ts'
import { type DeskEffect, type DeskEvent, mustPutAside } from './desk-machine.ts'
import { isOutdated } from './outdated.ts'
import { useDeskActs } from './use-desk-acts.ts'
import { useDeskClients } from './use-desk-clients.ts'

/** The desk as its parts see it: the visit, what the core says of it, and one way to act. */
export function useDesk() {
  const desk = useDeskStore((store) => store.desk)
  const { clients, loaded, error } = useDeskClients(desk.opened)
  const lines = useMemo(() => linesOf(desk, clients), [desk, clients])
  const paying = useMemo(() => desk.frozen?.lines ?? payLinesOf(lines), [desk.frozen, lines])
  const quote = useCoreQuery('desk.quote', { lines: [...paying] }, { enabled: paying.length > 0 })
  const total_kop = paying.length === 0 ? null : (quote.data?.total_kop ?? null)
  const phones = useMemo(() => reachablePhones(clients, paying), [clients, paying])
  const acts = useDeskActs()

  const send = useCallback(
    (event: DeskEvent) => {
      if (event.type === 'open') acts.clearPayError()
      const effect = useDeskStore.getState().step(event, { clients, loaded, total_kop })
      perform(effect, acts, total_kop, phones[0]?.id ?? null)
    },
    [clients, loaded, total_kop, phones, acts],
  )
  useEffect(() => {
    const here = desk.stage === 'bills' ? loaded : total_kop !== null
    if (desk.ahead.length > 0 && here) send({ type: 'ready' })
  }, [desk.ahead.length, desk.stage, loaded, total_kop, send])
  useChosenHit(send, acts.putAside)

  return {
    desk,
    clients,
    lines,
    cursorKey: lines[cursorAt(desk, lines)]?.key ?? null,
    loaded,
    error: error ?? quote.error,
    paying,
    sum_kop: sumOf(paying),
    quote: paying.length === 0 ? null : (quote.data ?? null),
    total_kop,
    phones,
    acts,
    send,
  }
}

export type Desk = ReturnType<typeof useDesk>

function perform(
  effect: DeskEffect,
  acts: ReturnType<typeof useDeskActs>,
  total_kop: number | null,
  phoneId: number | null,
): void {
  if (effect === 'pay' && isOutdated(acts.payError)) void acts.recount()
  else if (effect === 'pay' && total_kop !== null) void acts.pay(total_kop, phoneId)
  else if (effect === 'put-aside') void acts.putAside()
  else if (effect === 'take-up') void acts.takeUpLast()
  else if (effect === 'receipt') void acts.receipt()
}

/** Takes up what was chosen in the search line; a visit with anything typed in it is put aside first. */
function useChosenHit(send: (event: DeskEvent) => void, putAside: () => Promise<boolean>): void {
  const { chosen, taken } = useSearch()
  useEffect(() => {
    if (chosen === null) return
    const ahead = taken()
    const { clientId, accountId, orderId = null } = chosen
    const open = (): void => send({ type: 'open', hit: { clientId, accountId }, orderId, ahead })
    if (!mustPutAside(useDeskStore.getState().desk)) open()
    else {
      void putAside().then((kept) => {
        if (kept) open()
      })
    }
  }, [chosen, taken, send, putAside])
}
