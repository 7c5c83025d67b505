import { type ReactNode, useId } from 'react'
import './forms.css'

/** A named field of a form, with a hint under it or, in its place, what is wrong with what was typed. */
export function Field(props: {
  readonly label: string
  readonly hint?: string | undefined
  readonly error?: string | null
  readonly wide?: boolean
  /** The control; it takes the id by which its label knows it. */
  readonly children: (id: string) => ReactNode
}) {
  const { label, hint, error, wide, children } = props
  const id = useId()
  const bad = error !== null && error !== undefined
  return (
    <div className={wide === true ? 'kv-entry kv-entry-wide' : 'kv-entry'}>
      <label className="kv-entry-label" htmlFor={id}>
        {label}
      </label>
      {children(id)}
      {bad ? (
        <span className="kv-entry-note kv-say-bad" role="alert">
          {error}
        </span>
      ) : hint === undefined ? null : (
        <span className="kv-entry-note">{hint}</span>
      )}
    </div>
  )
}

/** Several controls under one name. */
export function FieldGroup(props: {
  readonly label: string
  readonly hint?: string | undefined
  readonly children: ReactNode
}) {
  return (
    <fieldset className="kv-entry kv-entry-group">
      <legend className="kv-entry-label">{props.label}</legend>
      <div className="kv-entry-controls">{props.children}</div>
      {props.hint === undefined ? null : <span className="kv-entry-note">{props.hint}</span>}
    </fieldset>
  )
}
