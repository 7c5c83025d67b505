/** One step forward of the schema: a plain SQL script that leads to `schema` from the one before it. */
export interface Migration {
  readonly schema: number
  readonly name: string
  readonly sql: string
}
