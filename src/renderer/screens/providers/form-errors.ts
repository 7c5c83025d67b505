import type { TFunction } from 'i18next'
import type { z } from 'zod'

type Issue = z.core.$ZodIssue

/** The words for what a schema refused. */
export function issueWords(t: TFunction<'providers'>, issue: Issue): string {
  if (issue.code === 'too_small') return issue.origin === 'string' ? t('wrong.empty') : t('wrong.small')
  if (issue.code === 'too_big') return issue.origin === 'string' ? t('wrong.long') : t('wrong.big')
  return t('wrong.form')
}

/** The fields of a form that a schema refused, with their words; `fieldOf` tells where each part is typed. */
export function fieldErrors<Name extends string>(
  t: TFunction<'providers'>,
  issues: readonly Issue[],
  fieldOf: Readonly<Record<string, Name>>,
): { readonly name: Name; readonly errors: string[] }[] {
  return issues.flatMap((issue) => {
    const name = fieldOf[issue.path.join('.')]
    return name === undefined ? [] : [{ name, errors: [issueWords(t, issue)] }]
  })
}
