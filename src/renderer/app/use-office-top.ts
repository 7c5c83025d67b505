import { useCoreQuery } from '../client/use-core-query.ts'

const refresh_ms = 5000

/** Shift, modem and counters of the whole office, asked again as the clock moves. */
export function useOfficeTop() {
  return useCoreQuery('office.top', {}, { every_ms: refresh_ms })
}
