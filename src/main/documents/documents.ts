import type { Documents } from '../app/ports/documents.ts'
import type { PdfFonts } from './pdf/fonts.ts'
import { createPdfMaker } from './pdf/pdf-maker.ts'
import { createReceiptPrinter } from './receipts/receipt-printer.ts'
import { sheetDefinition } from './recovery-sheet/definition.ts'

/** Everything that the program prints, with the given fonts. */
export function createDocuments({ fonts }: { readonly fonts: PdfFonts }): Documents {
  const make = createPdfMaker(fonts)
  return {
    ...createReceiptPrinter(make),
    recoverySheet: async (data) => make(sheetDefinition(data)),
  }
}
