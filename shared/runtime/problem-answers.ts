import type middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Principal } from '../access/principal.ts';
import { busy, type ProblemDocument, ProblemError, problemTypes } from '../contracts/errors.ts';
import { sentenceIn } from '../contracts/sentences/catalogue.ts';
import { chooseLanguage, firstSpoken, type Language, type Locales } from '../notifications/language.ts';
import type { Clock } from './clock.ts';
import { logger } from './logger.ts';

/** What goes wrong becomes a problem document, in the language of who asked. */

export type Entry = middy.MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>;

/** What is known of who asks, as far as a request was read. */
export interface Asker {
  principal?: Principal;
  /** Whose brand it is about. */
  brand?: string;
  speaks: Locales;
}

/** Locale of a brand: what is wrong is told in it where who asks names no language. */
export type LocaleOf = (brand: string, now: Date) => Promise<string | undefined>;

export interface ProblemOptions {
  clock: Clock;
  localeOf?: LocaleOf;
}

const problemBase = 'https://homeward.example/problems/';

/** What the SDK gives up on after its own tries, and what may well work a moment later: the key makes it safe to try again. */
const passing = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'TransactionInProgressException',
  'TimeoutError',
]);

const problemOf = (error: unknown): ProblemError =>
  error instanceof Error && passing.has(error.name) ? busy() : new ProblemError('internal-error');

/** Every error becomes a problem document (RFC 9457); what nobody foresaw says nothing of its inside. */
export function problemAnswers(askerOf: (event: object) => Asker | undefined, options: ProblemOptions): Entry {
  return {
    onError: async (request) => {
      const { error, event } = request;
      const problem = error instanceof ProblemError ? error : problemOf(error);
      if (problem !== error) logger.error('unforeseen error', { route: event.routeKey, error: error as Error });
      const { status, title } = problemTypes[problem.type];
      const language = await languageFor(problem, askerOf(event), options);
      const document: ProblemDocument = {
        type: problemBase + problem.type,
        title: title[language],
        status,
        ...(problem.detail && { detail: sentenceIn(language, problem.detail) }),
        ...(event.requestContext?.requestId && { instance: event.requestContext.requestId }),
        ...(problem.errors && {
          errors: problem.errors.map((one) => ({
            pointer: one.pointer,
            code: one.code,
            detail: sentenceIn(language, one),
          })),
        }),
      };
      request.response = {
        statusCode: status,
        headers: {
          'content-type': 'application/problem+json',
          'content-language': language,
          ...problem.headers,
        },
        body: JSON.stringify(document),
      };
    },
  };
}

/** Of the request, else of what it is about, else of the brand; a fault of ours looks for none. */
function languageFor(problem: ProblemError, { speaks, brand }: Asker = { speaks: [] }, options: ProblemOptions) {
  const locales = [...speaks, ...problem.locales];
  const isOurs = problemTypes[problem.type].status >= 500;
  return languageOf({ speaks: locales, ...(brand !== undefined && !isOurs && { brand }) }, options);
}

/** The language of who asks, else that of the brand it is about. */
export async function languageOf({ speaks, brand }: Asker, { localeOf, clock }: ProblemOptions): Promise<Language> {
  const spoken = firstSpoken(speaks);
  if (spoken || !localeOf || !brand) return (spoken ?? chooseLanguage()).language;
  const locale = await localeOf(brand, clock()).catch(() => undefined);
  return chooseLanguage(locale).language;
}
