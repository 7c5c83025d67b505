import type { Compilable, CompiledQuery } from 'kysely'

/** Stands in a query for a value that each call brings. */
class Place {
  readonly name: string

  constructor(name: string) {
    this.name = name
  }
}

/**
 * A query whose text is compiled once, for what runs many times a second: `build` is called once, with a place for each
 * value, and each use binds its own. `build` may hand the values on to the query and nothing else: it must not compare
 * them, reckon with them or leave one out.
 */
export const prepared = <Given extends object, Row>(
  build: (given: Given) => Compilable<Row>,
): ((given: Given) => Compilable<Row>) => {
  // Whatever is asked of it is a place: the type says which names `build` may ask for.
  const places = new Proxy({}, { get: (_, name) => new Place(String(name)) }) as Given
  const compiled = withConstants(build(places).compile())
  const binders = compiled.parameters.map((parameter) => binderOf<Given>(parameter))
  return (given) => ({ compile: () => ({ ...compiled, parameters: binders.map((bind) => bind(given)) }) })
}

const binderOf = <Given extends object>(parameter: unknown): ((given: Given) => unknown) => {
  if (!(parameter instanceof Place)) return () => parameter
  const { name } = parameter
  return (given) => Reflect.get(given, name)
}

const literalOf = (parameter: unknown): string | null => {
  if (typeof parameter === 'string') return /^[\w -]*$/.test(parameter) ? `'${parameter}'` : null
  return Number.isSafeInteger(parameter) ? String(parameter) : null
}

/**
 * Words and numbers that are the same each time go into the text. SQLite plans the order of rows by values that are
 * compared with `=`, so it would prepare a statement anew each time such a value is bound, at several times the cost
 * of the query.
 */
const withConstants = <Row>(compiled: CompiledQuery<Row>): CompiledQuery<Row> => {
  const texts = compiled.sql.split('?')
  if (texts.length !== compiled.parameters.length + 1) return compiled
  const parameters: unknown[] = []
  const [first = '', ...rest] = texts
  const sql = rest.reduce((text, next, index) => {
    const parameter = compiled.parameters[index]
    const literal = literalOf(parameter)
    if (literal === null) parameters.push(parameter)
    return text + (literal ?? '?') + next
  }, first)
  return { ...compiled, sql, parameters }
}
