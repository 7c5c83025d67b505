/** The part of pdfmake 0.3 that makes one document and keeps nothing; its public entry keeps fonts for the process. */
declare module 'pdfmake/js/Printer.js' {
  import type { TDocumentDefinitions, TFontDictionary } from 'pdfmake/interfaces.js'

  interface VirtualFiles {
    existsSync(name: string): boolean
    readFileSync(name: string): Buffer
  }

  interface UrlResolver {
    resolve(url: string): void
    resolved(): Promise<void>
  }

  class PdfPrinter {
    constructor(
      fonts: TFontDictionary,
      files: VirtualFiles,
      urls: UrlResolver,
      localAccessPolicy: (path: string) => boolean,
    )
    createPdfKitDocument(definition: TDocumentDefinitions): Promise<PDFKit.PDFDocument>
  }

  /** CommonJS: Node gives the exports object, a bundler may give its `default`. */
  const exported: typeof PdfPrinter | { readonly default: typeof PdfPrinter }
  export = exported
}
