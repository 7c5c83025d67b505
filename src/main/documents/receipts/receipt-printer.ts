import type { Documents } from '../../app/ports/documents.ts'
import type { PdfMaker } from '../pdf/pdf-maker.ts'
import { receiptDefinition } from './definition.ts'

/** Prints receipts. */
export const createReceiptPrinter = (make: PdfMaker): Pick<Documents, 'receipts'> => ({
  receipts: async (parts, layout) => make(receiptDefinition(parts, layout)),
})
