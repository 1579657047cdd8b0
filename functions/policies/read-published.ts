import type { BrandConfiguration } from '../../shared/contracts/configuration.ts';
import { fieldError, ProblemError, refuse } from '../../shared/contracts/errors.ts';
import type { PolicyDocument } from '../../shared/contracts/policy.ts';
import type { readPublishedPolicy as contract, PublishedPolicy } from '../../shared/contracts/published-policy.ts';
import { say } from '../../shared/contracts/sentences/catalogue.ts';
import type { PublishedTerms } from '../../shared/contracts/terms.ts';
import { currencyOf } from '../../shared/money/country-currencies.ts';
import { chooseLanguage } from '../../shared/notifications/language.ts';
import type { PolicyBook } from '../../shared/policy/book.ts';
import { type Published, publishedAt } from '../../shared/policy/published.ts';
import { publishedText } from '../../shared/policy/published-text.ts';
import { TermsTooFine, termsData } from '../../shared/policy/terms.ts';
import { brandZone } from '../../shared/policy/zones.ts';
import { cachedReply, prefersText } from '../../shared/runtime/cached-reply.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import type { PolicyReader } from '../../shared/storage/policy-reader.ts';

export interface ReadPublishedDeps {
  readBrand(brand: string, now: Date): Promise<BrandConfiguration | undefined>;
  readBook(brand: string, now: Date): Promise<PolicyBook>;
  policies: PolicyReader;
}

/** A change is seen within ten seconds here, and everywhere after this much more. */
const keptSeconds = 300;
/** Answers a process remembers: a policy is asked thousands of questions for each; with more it begins anew. */
const mostKnown = 200;

/** The return policy in force for a country, found out by asking the policies, as text or as data. */
export function createReadPublished({ readBrand, readBook, policies }: ReadPublishedDeps) {
  const known = new Map<string, PublishedPolicy>();

  async function published(brand: string, refs: readonly Published[], place: Place): Promise<PublishedPolicy> {
    const name = JSON.stringify([brand, refs, place]);
    const kept = known.get(name);
    if (kept) return kept;
    const documents = await Promise.all(refs.map((ref) => documentOf(policies, brand, ref)));
    refuseCurrency(documents, place.currency);
    const made: PublishedPolicy = {
      brand,
      ...place,
      policies: refs.map(({ scope, since }, i) => ({
        ...termsOf(documents[i] as PolicyDocument, place),
        ...(scope && { scope }),
        ...(since && { inForceSince: since }),
      })),
    };
    if (known.size >= mostKnown) known.clear();
    known.set(name, made);
    return made;
  }

  return async ({ params, query, header, speaks, now }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { brand } = params;
    const [configuration, book] = await Promise.all([readBrand(brand, now), readBook(brand, now)]);
    if (!configuration) throw new ProblemError('not-found');
    const { country } = query;
    const { language } = chooseLanguage(query.language, ...speaks, configuration.locale);
    const currency = query.currency ?? currencyOf(country);
    if (!currency)
      throw new ProblemError('invalid-request', undefined, {
        errors: [fieldError('/query/currency', 'currency_of_country', { country })],
      });
    const found = await published(brand, publishedAt(book, now.toISOString(), country), {
      country,
      language,
      currency,
    });
    const text = prefersText(header('accept'));
    return cachedReply(
      text ? publishedText(found, configuration.name, brandZone(configuration)) : JSON.stringify(found),
      {
        'content-type': text ? 'text/plain; charset=utf-8' : 'application/json',
        'content-language': language,
        vary: 'accept, accept-language',
      },
      header('if-none-match'),
      keptSeconds,
    );
  };
}

/** @throws ProblemError too-many-items where it tells more cases apart than can be told */
function termsOf(document: PolicyDocument, place: Place): PublishedTerms {
  try {
    return termsData(document, place);
  } catch (error) {
    if (!(error instanceof TermsTooFine)) throw error;
    throw new ProblemError('too-many-items', say('too_fine_to_publish'));
  }
}

type Place = Pick<PublishedPolicy, 'country' | 'language' | 'currency'>;

async function documentOf(policies: PolicyReader, brand: string, ref: Published): Promise<PolicyDocument> {
  const policy = await policies.load(brand, ref);
  if (!policy || !('document' in policy)) throw new Error(`Policy ${ref.policyId} ${ref.version} cannot be published`);
  return policy.document;
}

/** In a currency that an amount lacks, every request is looked at by a person: there is nothing to publish. */
function refuseCurrency(documents: readonly PolicyDocument[], currency: string): void {
  const amounts = documents.flatMap((one) => Object.values(one.amounts));
  if (amounts.every((by) => by[currency] !== undefined)) return;
  const stated = [...new Set(amounts.flatMap((by) => Object.keys(by)))].filter((one) =>
    amounts.every((by) => by[one] !== undefined),
  );
  refuse('invalid-request', [
    fieldError('/query/currency', 'currency_not_stated', { currency, options: stated.sort().join(', ') }),
  ]);
}
