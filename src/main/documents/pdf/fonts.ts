import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The styles that documents use and their files in resources/fonts. */
export const fontFiles = {
  normal: 'Roboto-Regular.ttf',
  bold: 'Roboto-Medium.ttf',
  italics: 'Roboto-Italic.ttf',
  bolditalics: 'Roboto-MediumItalic.ttf',
} as const

/** TrueType fonts by style. */
export type PdfFonts = Readonly<Record<keyof typeof fontFiles, Uint8Array>>

/** Reads the fonts of a folder; rejects when one is missing, which is a broken installation. */
export async function readPdfFonts(folder: string): Promise<PdfFonts> {
  const read = (file: string): Promise<Uint8Array> => readFile(join(folder, file))
  const [normal, bold, italics, bolditalics] = await Promise.all([
    read(fontFiles.normal),
    read(fontFiles.bold),
    read(fontFiles.italics),
    read(fontFiles.bolditalics),
  ])
  return { normal, bold, italics, bolditalics }
}
