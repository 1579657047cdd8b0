import * as z from 'zod';
import type { Locales } from '../notifications/language.ts';
import { type Said, type SentenceCode, type SentenceValues, say, sentenceIn } from './sentences/catalogue.ts';
import type { Text } from './sentences/text.ts';

/** Every problem our code answers with (RFC 9457), by the last part of its `type`, with its status. */
export const problemTypes = {
  'invalid-request': {
    status: 400,
    title: { en: 'The request is not as described', de: 'Die Anfrage ist nicht so, wie sie beschrieben ist' },
  },
  'idempotency-key-missing': {
    status: 400,
    title: {
      en: 'This request needs an Idempotency-Key header',
      de: 'Diese Anfrage braucht einen Idempotency-Key im Kopf',
    },
  },
  'invalid-cursor': {
    status: 400,
    title: {
      en: 'This cursor is not one of ours, or not for this list',
      de: 'Dieser Zeiger ist keiner von uns, oder nicht für diese Liste',
    },
  },
  'invalid-signature': {
    status: 401,
    title: { en: 'The signature does not fit the body', de: 'Die Signatur passt nicht zum Inhalt' },
  },
  'not-signed-in': {
    status: 401,
    title: { en: 'A valid bearer token is needed', de: 'Ein gültiges Bearer-Token ist nötig' },
  },
  'link-not-valid': {
    status: 401,
    title: { en: 'This link is not valid any more', de: 'Dieser Link gilt nicht mehr' },
  },
  'not-allowed': {
    status: 403,
    title: { en: 'Your role may not do this', de: 'Ihre Rolle darf dies nicht' },
  },
  'not-found': {
    status: 404,
    title: { en: 'There is nothing here for you', de: 'Hier gibt es nichts für Sie' },
  },
  'order-not-found': {
    status: 404,
    title: {
      en: 'No order fits this number and contact detail',
      de: 'Keine Bestellung passt zu dieser Nummer und diesen Kontaktdaten',
    },
  },
  'not-returnable': {
    status: 409,
    title: { en: 'These units cannot be returned', de: 'Diese Stücke können nicht zurückgegeben werden' },
  },
  'step-not-legal': {
    status: 409,
    title: {
      en: 'The return is not at a point where this can be done',
      de: 'Die Retoure ist nicht an einem Punkt, an dem das geht',
    },
  },
  'policy-book-conflict': {
    status: 409,
    title: {
      en: 'The policy book does not allow this change',
      de: 'Das Richtlinienbuch lässt diese Änderung nicht zu',
    },
  },
  'draft-expired': {
    status: 410,
    title: { en: 'This draft has expired: begin anew', de: 'Dieser Entwurf ist abgelaufen: beginnen Sie neu' },
  },
  'version-conflict': {
    status: 412,
    title: {
      en: 'It was changed in the meantime: read it again',
      de: 'Es wurde inzwischen geändert: lesen Sie es noch einmal',
    },
  },
  'too-large': {
    status: 413,
    title: { en: 'The request is too large', de: 'Die Anfrage ist zu groß' },
  },
  'unsupported-media-type': {
    status: 415,
    title: {
      en: 'The body is of a content type that is not taken here',
      de: 'Der Inhalt ist von einer Art, die hier nicht angenommen wird',
    },
  },
  'idempotency-key-reused': {
    status: 422,
    title: {
      en: 'This Idempotency-Key was used with another body',
      de: 'Dieser Idempotency-Key wurde mit einem anderen Inhalt verwendet',
    },
  },
  'policy-not-sound': {
    status: 422,
    title: {
      en: 'The policy has faults, or warnings that were not accepted',
      de: 'Die Richtlinie hat Fehler, oder Warnungen, die nicht hingenommen wurden',
    },
  },
  'too-many-items': {
    status: 422,
    title: { en: 'This is more than one request can carry', de: 'Das ist mehr, als eine Anfrage tragen kann' },
  },
  'too-many-tries': {
    status: 429,
    title: {
      en: 'Too many tries: wait and try again',
      de: 'Zu viele Versuche: warten Sie und versuchen Sie es dann noch einmal',
    },
  },
  'internal-error': {
    status: 500,
    title: {
      en: 'Something went wrong on our side; nothing was lost',
      de: 'Auf unserer Seite ging etwas schief; nichts ist verloren',
    },
  },
  busy: {
    status: 503,
    title: { en: 'Too busy just now: try again', de: 'Gerade ist zu viel los: versuchen Sie es noch einmal' },
  },
} as const satisfies Record<string, { status: number; title: Text }>;
export type ProblemType = keyof typeof problemTypes;

export const problemDocument = z
  .strictObject({
    type: z.string().meta({ example: 'https://homeward.example/problems/invalid-request' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional().meta({ description: 'The X-Request-Id of this answer.' }),
    errors: z
      .array(
        z.strictObject({
          pointer: z.string().meta({ example: '/lines/0/quantity' }),
          code: z.string().meta({
            description: 'Stable: what to act on. All of them are listed under `x-error-codes`.',
            example: 'too_small',
          }),
          detail: z.string().meta({ description: 'A sentence for a person, in their language (English or German).' }),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem', description: 'Why a request was not answered as wished (RFC 9457).' });
export type ProblemDocument = z.infer<typeof problemDocument>;

/** A bad field: where it is (RFC 6901 pointer), and the sentence that says what is wrong with it. */
export interface FieldError extends Said {
  pointer: string;
}

/** A bad field by its pointer and code, with what is put into the sentence. */
export function fieldError<Code extends SentenceCode>(
  pointer: string,
  code: Code,
  ...values: SentenceValues<Code>
): FieldError {
  return { pointer, ...say(code, ...values) };
}

/**
 * Thrown anywhere below a route; the entry turns it into the answer, in the language of who asked. Its own message is
 * English: it is for logs.
 */
export class ProblemError extends Error {
  readonly type: ProblemType;
  /** What is said beside the title; where there is none, the first bad field's sentence. */
  readonly detail: Said | undefined;
  readonly errors: readonly FieldError[] | undefined;
  readonly headers: Record<string, string>;
  /** Languages of what the problem is about, such as the order's: for who names none. */
  locales: Locales = [];
  constructor(
    type: ProblemType,
    detail?: Said,
    more: { errors?: readonly FieldError[]; headers?: Record<string, string> } = {},
  ) {
    const said = detail ?? more.errors?.[0];
    super(said ? sentenceIn('en', said) : problemTypes[type].title.en);
    this.name = 'ProblemError';
    this.type = type;
    this.detail = said;
    this.errors = more.errors;
    this.headers = more.headers ?? {};
  }
}

/** Somebody was faster so often, or what is needed is out of reach: the caller should come again. */
export const busy = (detail?: Said): ProblemError =>
  new ProblemError('busy', detail, { headers: { 'retry-after': '1' } });

/** Does something whose refusal is told in one of these languages where who asks names none. */
export function inLanguagesOf<Done>(locales: Locales, work: () => Done): Done {
  try {
    return work();
  } catch (error) {
    if (error instanceof ProblemError) error.locales = locales;
    throw error;
  }
}

/** Refuses bad fields, if there are any. @throws ProblemError of this type, with all of them */
export function refuse(type: ProblemType, errors: readonly FieldError[]): void {
  if (errors.length > 0) throw new ProblemError(type, undefined, { errors });
}

/** A path as a JSON pointer (RFC 6901). */
export const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
