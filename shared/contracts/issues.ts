import type * as z from 'zod';
import { type FieldError, fieldError, pointerOf } from './errors.ts';
import { isSentenceCode, type SentenceCode } from './sentences/catalogue.ts';

/**
 * What a contract finds wrong with a value, as our own codes: those of the schema library change with it, and its
 * sentences are for programmers. A contract that says more than the library's checks do gives one of our codes as the
 * message of its check, and what is put into the sentence as the check's `params`.
 */

type Issue = z.core.$ZodIssue;

const wrongTypes: Readonly<Record<string, SentenceCode>> = {
  string: 'not_text',
  number: 'not_a_number',
  int: 'not_a_whole_number',
  boolean: 'not_yes_or_no',
  array: 'not_a_list',
  object: 'not_an_object',
  record: 'not_an_object',
};

const wrongFormats: Readonly<Record<string, SentenceCode>> = {
  email: 'not_an_email',
  url: 'not_a_link',
  datetime: 'not_a_time',
  date: 'not_a_date',
};

/**
 * The bad fields of a value, from the issues it was parsed with; of an alternative, those of the form it comes nearest to.
 * @param issues of a `safeParse` with `reportInput`: without it, what is missing cannot be told from what is wrong
 * @param under first part of every pointer: empty for a body, `query` for a query
 */
export function fieldErrorsOf(issues: readonly Issue[], under = ''): FieldError[] {
  const found = issues.flatMap((issue) => errorsOf(issue, under ? [under] : []));
  // Once a field is empty, it says nothing to know that it has not the right form either.
  return [...new Map(found.toReversed().map((error) => [error.pointer, error])).values()].toReversed();
}

function errorsOf(issue: Issue, above: readonly PropertyKey[]): FieldError[] {
  const path = [...above, ...issue.path];
  const pointer = pointerOf(path);
  if (isSentenceCode(issue.message))
    return [{ pointer, code: issue.message, ...('params' in issue && valuesOf(issue.params)) }];
  if (issue.input === undefined && isAbsence(issue)) return [fieldError(pointer, 'required')];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => fieldError(pointerOf([...path, key]), 'unknown_field'));
    case 'invalid_type':
      return [{ pointer, code: wrongTypes[issue.expected] ?? 'not_as_described' }];
    case 'invalid_format':
      return [{ pointer, code: wrongFormats[issue.format] ?? 'not_the_format' }];
    case 'invalid_value':
      return [fieldError(pointer, 'not_one_of', { options: issue.values.map(String).join(', ') })];
    case 'too_small':
    case 'too_big':
      return [outOfBounds(issue, pointer)];
    case 'not_multiple_of':
      return [fieldError(pointer, 'not_a_multiple', { step: Number(issue.divisor) })];
    case 'invalid_union':
      return ofUnion(issue, path);
    case 'invalid_key':
      return [fieldError(pointer, 'name_not_allowed')];
    default:
      return [fieldError(pointer, 'not_as_described')];
  }
}

const isAbsence = ({ code }: Issue) =>
  code === 'invalid_type' || code === 'invalid_value' || code === 'invalid_union' || code === 'custom';

function valuesOf(params: unknown): Pick<FieldError, 'values'> {
  return params && typeof params === 'object' ? { values: params as NonNullable<FieldError['values']> } : {};
}

function outOfBounds(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig, pointer: string): FieldError {
  const { origin } = issue;
  const isText = origin === 'string';
  const isList = origin === 'array' || origin === 'set' || origin === 'map';
  if (issue.code === 'too_small') {
    const min = Number(issue.minimum);
    // Nothing at all, or only blanks, was written.
    if (isText && min === 1) return fieldError(pointer, 'required');
    if (isText) return fieldError(pointer, 'too_short', { min });
    if (isList) return fieldError(pointer, 'too_few_entries', { min });
    return fieldError(pointer, issue.inclusive === false ? 'not_above' : 'too_small', { min });
  }
  const max = Number(issue.maximum);
  if (isText) return fieldError(pointer, 'too_long', { max });
  if (isList) return fieldError(pointer, 'too_many_entries', { max });
  return fieldError(pointer, issue.inclusive === false ? 'not_below' : 'too_large', { max });
}

/** Of several forms none fits: what is wrong is said of the one with the fewest faults. */
function ofUnion(issue: z.core.$ZodIssueInvalidUnion, path: readonly PropertyKey[]): FieldError[] {
  const [nearest] = issue.errors.toSorted((a, b) => a.length - b.length || depth(b) - depth(a));
  if (nearest && nearest.length > 0) return nearest.flatMap((one) => errorsOf(one, path));
  const pointer = pointerOf(path);
  if (!('options' in issue) || !issue.options) return [fieldError(pointer, 'not_as_described')];
  const { discriminator, input } = issue;
  const isMissing = discriminator !== undefined && (input as Record<string, unknown>)[discriminator] === undefined;
  if (isMissing) return [fieldError(pointer, 'required')];
  return [fieldError(pointer, 'not_one_of', { options: issue.options.map(String).join(', ') })];
}

/** How deep into a value a form's faults lie: the deeper, the more of it fits. */
const depth = (issues: readonly Issue[]) => Math.max(0, ...issues.map(({ path }) => path.length));
