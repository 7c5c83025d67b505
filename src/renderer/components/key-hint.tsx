/** A key as it is printed on the keyboard, with what it does. */
export function KeyHint({ keys, text }: { readonly keys: string; readonly text?: string }) {
  return (
    <span className="kv-key-hint">
      <kbd>{keys}</kbd>
      {text === undefined ? null : <span>{text}</span>}
    </span>
  )
}
