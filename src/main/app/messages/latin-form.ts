import { toLatin } from '../../domain/latin-letters.ts'
import type { Modem } from '../ports/modem.ts'

/** How many parts a text takes as it is, and in Latin letters: the tick is offered where the second is less. */
export const partsOfForms = (
  text: string,
  modem: Pick<Modem, 'measure'>,
): { readonly ownParts: number; readonly latinParts: number } => ({
  ownParts: modem.measure(text).parts,
  latinParts: modem.measure(toLatin(text)).parts,
})
