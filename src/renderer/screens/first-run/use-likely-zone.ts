import { useOffice } from '../../app/office-context.ts'

/** The computer's own time zone, or the office's default where the computer has none that is known. */
export function useLikelyZone(): string {
  const { timeZone } = useOffice()
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  return Intl.supportedValuesOf('timeZone').includes(here) ? here : timeZone
}
