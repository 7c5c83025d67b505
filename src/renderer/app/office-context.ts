import { createContext, useContext } from 'react'
import type { CallOutput } from '../../shared/contract/contract.ts'
import type { TimeZone } from '../../shared/time-zone.ts'

export type Office = CallOutput<'office.status'> & { readonly zone: TimeZone }

export const OfficeContext = createContext<Office | null>(null)

/** The office that this window shows: its kind, name, time zone and business day. */
export function useOffice(): Office {
  const office = useContext(OfficeContext)
  if (office === null) throw new Error('a screen was drawn before its office was known')
  return office
}
