import exported from 'pdfmake/js/Printer.js'
import type { Documents } from '../../app/ports/documents.ts'
import { receiptDefinition } from './definition.ts'
import { fontFiles, type ReceiptFonts } from './fonts.ts'

const PdfPrinter = 'default' in exported ? exported.default : exported

/** Prints receipts with the given fonts; no file and no address is ever opened for one. */
export function createReceiptPrinter({ fonts }: { readonly fonts: ReceiptFonts }): Documents {
  const files = new Map<string, Buffer>(
    Object.entries(fontFiles).map(([style, file]) => [file, fontOf(fonts, style)]),
  )
  const virtual = {
    existsSync: (name: string) => files.has(name),
    readFileSync: (name: string) => files.get(name) ?? refuse(name),
  }
  const urls = {
    resolve: (url: string) => (files.has(url) ? undefined : refuse(url)),
    resolved: () => Promise.resolve(),
  }
  return {
    async receipts(parts, layout) {
      const definition = receiptDefinition(parts, layout)
      const printer = new PdfPrinter({ Roboto: { ...fontFiles } }, virtual, urls, () => false)
      const document = await printer.createPdfKitDocument(definition)
      document.end()
      const chunks: Uint8Array[] = []
      for await (const chunk of document) {
        if (chunk instanceof Uint8Array) chunks.push(chunk)
      }
      return new Uint8Array(Buffer.concat(chunks))
    },
  }
}

function fontOf(fonts: ReceiptFonts, style: string): Buffer {
  const bytes = Object.entries(fonts).find(([name]) => name === style)?.[1]
  return bytes === undefined ? refuse(style) : Buffer.from(bytes)
}

function refuse(name: string): never {
  throw new Error(`a receipt asks for «${name}», which is not one of its fonts`)
}
