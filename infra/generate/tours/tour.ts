import { escaped, inline, listing } from '../html.ts';

/** A way through the API, step by step: each is to be pasted into one shell, after those before it. */
export interface Tour {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Roles whose tokens the steps use, by the shell variable they lie in. */
  readonly tokens: Readonly<Record<string, string>>;
  readonly steps: readonly TourStep[];
}

export interface TourStep {
  readonly title: string;
  readonly text: string;
  readonly shell: string;
}

/** What every step uses: a call that says it when it is refused, a field of an answer, and a key of its own for each attempt. */
export const tourTools = `JSON='content-type: application/json'
say() { curl -sS --fail-with-body "$@"; }
field() { node -p "JSON.parse(fs.readFileSync(0)).$1"; }
key() { node -p '"idempotency-key: " + crypto.randomUUID()'; }`;

/** The shell's preparation for a tour: tokens of the local issuer, for the seeded brand. */
export const tourTokens = ({ tokens }: Tour): string =>
  Object.entries(tokens)
    .map(([name, role]) => `${name}="authorization: Bearer $(npm run --silent token -- ${role} --brand lumen)"`)
    .join('\n');

export const tourSection = (tour: Tour): string => `<section aria-labelledby="${tour.id}">
<h2 id="${tour.id}">${escaped(tour.title)}</h2>
<p>${inline(tour.text)}</p>
${listing(`Before ${tour.title}`, [tourTools, tourTokens(tour)].filter(Boolean).join('\n'))}
${tour.steps
  .map(
    ({ title, text, shell }, index) => `<h3 id="${tour.id}-${index + 1}">${index + 1}. ${escaped(title)}</h3>
<p>${inline(text)}</p>
${listing(title, shell)}`,
  )
  .join('\n')}
</section>`;
