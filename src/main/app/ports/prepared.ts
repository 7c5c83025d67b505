import type { Compilable } from 'kysely'

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
  const compiled = build(places).compile()
  const binders = compiled.parameters.map((parameter) => binderOf<Given>(parameter))
  return (given) => ({ compile: () => ({ ...compiled, parameters: binders.map((bind) => bind(given)) }) })
}

const binderOf = <Given extends object>(parameter: unknown): ((given: Given) => unknown) => {
  if (!(parameter instanceof Place)) return () => parameter
  const { name } = parameter
  return (given) => Reflect.get(given, name)
}
