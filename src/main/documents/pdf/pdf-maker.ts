import type { TDocumentDefinitions } from 'pdfmake/interfaces.js'
import { fontFiles, type PdfFonts } from './fonts.ts'

/** Read when the first document is made: it is a third of the program, and an office that is opened needs none of it. */
const loadPrinter = async () => {
  const { default: exported } = await import('pdfmake/js/Printer.js')
  return 'default' in exported ? exported.default : exported
}

/** Makes the bytes of one document. */
export type PdfMaker = (definition: TDocumentDefinitions) => Promise<Uint8Array>

/** Prints with the given fonts; no file and no address is ever opened for a document. */
export function createPdfMaker(fonts: PdfFonts): PdfMaker {
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
  return async (definition) => {
    const PdfPrinter = await loadPrinter()
    const printer = new PdfPrinter({ Roboto: { ...fontFiles } }, virtual, urls, () => false)
    const document = await printer.createPdfKitDocument(definition)
    document.end()
    const chunks: Uint8Array[] = []
    for await (const chunk of document) {
      if (chunk instanceof Uint8Array) chunks.push(chunk)
    }
    return new Uint8Array(Buffer.concat(chunks))
  }
}

function fontOf(fonts: PdfFonts, style: string): Buffer {
  const bytes = Object.entries(fonts).find(([name]) => name === style)?.[1]
  return bytes === undefined ? refuse(style) : Buffer.from(bytes)
}

function refuse(name: string): never {
  throw new Error(`a document asks for «${name}», which is not one of its fonts`)
}
