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

/**
 * What every step uses: a call that says it when it is refused, a field of an answer (or the answer, where it has none), a key
 * of its own for each attempt, and a call repeated for a minute until its answer holds some words.
 */
export const tourTools = `JSON='content-type: application/json'
say() { curl -sS --fail-with-body "$@"; }
field() { node -e 'const said = fs.readFileSync(0, "utf8"); let found;
  try { found = new Function("it", "return it." + process.argv[1])(JSON.parse(said)); } catch {}
  if (found === undefined) { console.error(said); process.exit(1); } else console.log(found);' "$1"; }
key() { node -p '"idempotency-key: " + crypto.randomUUID()'; }
until_says() { for _ in $(seq 60); do SAID=$(say "\${@:2}"); if grep -qE "$1" <<< "$SAID"; then echo "$SAID"; return; fi; sleep 1; done
  echo "$SAID"; echo "Within a minute it did not say $1" >&2; return 1; }`;

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
