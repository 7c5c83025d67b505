import { join } from 'node:path'
import pdfmake from 'pdfmake'
import type { Documents } from '../../app/ports/documents.ts'
import { receiptDefinition } from './definition.ts'

/** The files that a folder of fonts must hold. */
export const fontFiles = {
  normal: 'Roboto-Regular.ttf',
  bold: 'Roboto-Medium.ttf',
  italics: 'Roboto-Italic.ttf',
  bolditalics: 'Roboto-MediumItalic.ttf',
} as const

/**
 * Prints receipts with the fonts of the folder `fonts` (resources/fonts) and reads nothing else: no network, no
 * other file. Rejects when a font is missing, which is a broken installation.
 */
export function createReceiptPrinter({ fonts }: { readonly fonts: string }): Documents {
  const paths = {
    normal: join(fonts, fontFiles.normal),
    bold: join(fonts, fontFiles.bold),
    italics: join(fonts, fontFiles.italics),
    bolditalics: join(fonts, fontFiles.bolditalics),
  }
  const allowed = new Set<string>(Object.values(paths))
  return {
    async receipts(parts, layout) {
      const definition = receiptDefinition(parts, layout)
      // The library keeps these in itself: set before each use, so that nothing of another user of it stays.
      pdfmake.setFonts({ Roboto: { ...paths } })
      pdfmake.setUrlAccessPolicy(() => false)
      pdfmake.setLocalAccessPolicy((path) => allowed.has(path))
      const pdf = await pdfmake.createPdf(definition).getBuffer()
      return new Uint8Array(pdf.buffer, pdf.byteOffset, pdf.byteLength)
    },
  }
}
