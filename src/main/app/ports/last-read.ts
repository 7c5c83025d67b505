/** A reading of a text that comes again and again: its last result is kept, and given while the text is the same. */
export const lastRead = <T>(read: (text: string) => Readonly<T>): ((text: string) => Readonly<T>) => {
  let last: { readonly text: string; readonly value: Readonly<T> } | null = null
  return (text) => {
    if (last?.text !== text) last = { text, value: read(text) }
    return last.value
  }
}
