import { conditionsSection } from './conditions-section.ts';
import { componentName, type Media, type OpenApi, type Operation, type Parameter } from './document.ts';
import { fieldTable, limitsOf, typeOf } from './field-table.ts';
import { block, code, escaped, inline, listing, table } from './html.ts';
import { problemsSection } from './problems-section.ts';
import { type Reader, readers } from './readers.ts';
import { policyTour } from './tours/policy.ts';
import { returnTour } from './tours/return.ts';
import { tourSection } from './tours/tour.ts';

/**
 * The API as one page to read: made from the OpenAPI document, without a script and with nothing loaded from elsewhere.
 * Every route (`#createReturn`) and every shape (`#shape-Money`) can be linked to.
 */
export function apiPage(document: OpenApi, style: string): string {
  const places = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Place => ({ method: method.toUpperCase(), path, operation })),
  );
  const byName = new Map(places.map((place) => [place.operation.operationId, place]));
  const groups = readers.map((reader) => ({
    reader,
    places: Object.keys(reader.routes).flatMap((name) => byName.get(name) ?? []),
  }));
  const outgoing = Object.values(document.webhooks).map(({ post }) => ({
    method: 'POST',
    path: 'your ERP address',
    operation: post,
  }));
  const shown = shownInPlace(document);
  const { title, version, description } = document.info;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)} ${escaped(version)}</title>
<style>
${style.trim()}
</style>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<nav aria-label="Contents">
<p class="name"><a href="#top">${escaped(title)}</a></p>
<p><a href="#start">First steps</a></p>
${tours.map(({ id, title }) => `<p><a href="#${id}">${escaped(title)}</a></p>`).join('\n')}
<p><a href="#roles">Who may do what</a></p>
${groups.map(contents).join('\n')}
<p><a href="#conditions">Conditions of a policy</a></p>
<p><a href="#outgoing">What your ERP is sent</a></p>
<p><a href="#shapes">Shapes</a></p>
<p><a href="#problems">Problems</a></p>
<p><a href="#codes">Codes of bad fields</a></p>
</nav>
<main id="content">
<h1 id="top">${escaped(title)} <small>${escaped(version)}</small></h1>
${block(description)}
${firstSteps}
${tours.map(tourSection).join('\n')}
${whoMay(document, groups)}
${groups.map(({ reader, places: own }) => section(reader, own, document, shown)).join('\n')}
${conditionsSection()}
<section aria-labelledby="outgoing">
<h2 id="outgoing">What your ERP is sent</h2>
${outgoing.map((place) => article(place, document, shown)).join('\n')}
</section>
${shapes(document, shown)}
${problemsSection(document)}
</main>
</body>
</html>
`;
}

/** What is explained step by step before the routes one by one. */
const tours = [returnTour, policyTour];

interface Place {
  method: string;
  path: string;
  operation: Operation;
}

const firstSteps = `<section aria-labelledby="start">
<h2 id="start">First steps</h2>
<p>The requests on this page can be pasted into a shell once it knows the base address and a token. On a machine where
<code>npm start</code> runs (with another <code>HOMEWARD_PORT</code>, that one for 4566); on one that was used, <code>npm start
-- --fresh</code> begins anew:</p>
${listing(
  'Base address and token',
  `export HOMEWARD_URL=http://localhost:4566/_aws/execute-api/homeward
export TOKEN=$(npm run --silent token -- customer)`,
)}
<p>The whole description for tools: <a href="openapi.json">openapi.json</a> (OpenAPI 3.1).</p>
</section>`;

const contents = ({ reader, places }: { reader: Reader; places: readonly Place[] }) =>
  `<p><a href="#${reader.id}">${escaped(reader.title)}</a></p>
<ul>
${places.map(({ operation: { operationId } }) => `<li><a href="#${operationId}">${operationId}</a></li>`).join('\n')}
</ul>`;

function whoMay({ info }: OpenApi, groups: readonly { places: readonly Place[] }[]): string {
  const roles = info['x-roles'] as readonly string[];
  const rows = groups
    .flatMap(({ places }) => places)
    .filter(({ operation }) => (operation['x-roles'] ?? []).length > 0)
    .map(({ operation }) => [
      `<a href="#${operation.operationId}">${operation.operationId}</a>`,
      ...roles.map((role) => (operation['x-roles']?.includes(role) ? '<span title="may">yes</span>' : '')),
    ]);
  return `<section aria-labelledby="roles">
<h2 id="roles">Who may do what</h2>
<p>Whatever is not listed is not allowed. Routes that are not here ask for no role.</p>
${table('Who may do what', ['Route', ...roles.map(escaped)], rows)}
</section>`;
}

function section(reader: Reader, places: readonly Place[], document: OpenApi, shown: Shown): string {
  return `<section aria-labelledby="${reader.id}">
<h2 id="${reader.id}">${escaped(reader.title)}</h2>
<p>${inline(reader.text)}</p>
${places.map((place) => article(place, document, shown)).join('\n')}
</section>`;
}

function article({ method, path, operation }: Place, document: OpenApi, shown: Shown): string {
  const { operationId, summary, description, requestBody } = operation;
  const [sample] = operation['x-codeSamples'] ?? [];
  const parameters = (operation.parameters ?? []).map((one) => resolved(one, document));
  const bodies = Object.entries(requestBody?.content ?? {});
  const parts = [
    `<h3 id="${operationId}"><a href="#${operationId}">${escaped(summary)}</a></h3>`,
    `<p class="place"><span class="method ${method.toLowerCase()}">${method}</span> ${code(path)} <span class="name">${operationId}</span></p>`,
    description && block(description),
    `<p class="may">${mayOf(operation)}</p>`,
    sample && listing(`Request of ${operationId}`, sample.source),
    parameters.length > 0 && parameterTable(operationId, parameters),
    ...bodies.map(
      ([type, media]) =>
        media &&
        `<h4>Body <small>${escaped(type)}</small></h4>${shape(operationId, `Body of ${operationId}`, media, document, shown)}${
          sample ? '' : listing(`Body of ${operationId}`, JSON.stringify(media.example, undefined, 2))
        }`,
    ),
    '<h4>Answers</h4>',
    answers(operation, document, shown),
  ];
  return `<article aria-labelledby="${operationId}">\n${parts.filter(Boolean).join('\n')}\n</article>`;
}

function mayOf({ 'x-roles': roles = [], security }: Operation): string {
  if (roles.length > 0) return `May: ${roles.map(code).join(' ')}`;
  const [scheme] = security.flatMap((one) => Object.keys(one));
  return scheme ? `Signed: ${code(scheme)}` : 'May: everybody';
}

const parameterTable = (operationId: string, parameters: readonly Parameter[]) =>
  table(
    `Parameters of ${operationId}`,
    ['Parameter', 'In', 'Type', 'Limits', 'Meaning'],
    parameters.map(({ name, in: place, required, schema, description = '' }) => [
      `${code(name)}${required ? '' : ' <span class="optional">optional</span>'}`,
      place,
      typeOf(schema),
      limitsOf(schema),
      inline(description),
    ]),
  );

/** What is sent or answered: its own table where it is shown with routes, a link to its shape otherwise. */
function shape(operationId: string, label: string, { schema }: Media, { components }: OpenApi, shown: Shown): string {
  const name = componentName(schema);
  const one = name ? components.schemas[name] : schema;
  if (!one || (name && !shown.has(name))) return `<p>${typeOf(schema)}</p>`;
  const id = name && shown.get(name) === operationId ? ` id="shape-${name}"` : '';
  const heading = name ? `<p${id}>${name}${one.description ? `: ${inline(one.description)}` : ''}</p>` : '';
  return heading + fieldTable(label, one, components.schemas);
}

function answers({ operationId, responses }: Operation, document: OpenApi, shown: Shown): string {
  const all = Object.entries(responses).map(([status, one]) => [status, resolved(one, document)] as const);
  const found = all.flatMap(([status, { content = {} }]) =>
    status.startsWith('2')
      ? Object.entries(content).map(([type, media]) => {
          const label = `Answer ${status} of ${operationId}`;
          const example =
            media.example === undefined ? '' : listing(label, JSON.stringify(media.example, undefined, 2));
          return `<details><summary>${status} <small>${escaped(type)}</small></summary>${shape(operationId, label, media, document, shown)}${example}</details>`;
        })
      : [],
  );
  return `${found.join('\n')}
${table(
  `Answers of ${operationId}`,
  ['Status', 'When'],
  all.map(([status, { description }]) => [status, linked(description)]),
)}`;
}

/** Problem types lead to their line in the list of problems. */
const linked = (description: string) =>
  inline(description).replace(/<code>([a-z-]+)<\/code>: /g, '<a href="#problem-$1"><code>$1</code></a>: ');

function shapes({ components: { schemas } }: OpenApi, shown: Shown): string {
  const listed = Object.entries(schemas).filter(([name]) => !shown.has(name));
  return `<section aria-labelledby="shapes">
<h2 id="shapes">Shapes</h2>
<p>What several routes have in common.</p>
${listed
  .map(
    ([name, one]) => `<article aria-labelledby="shape-${name}">
<h3 id="shape-${name}"><a href="#shape-${name}">${name}</a></h3>
${one.description ? `<p>${inline(one.description)}</p>` : ''}
${fieldTable(`Fields of ${name}`, one, schemas)}
${one.examples ? listing(`Example of ${name}`, one.examples.map((example) => JSON.stringify(example)).join('\n')) : ''}
</article>`,
  )
  .join('\n')}
</section>`;
}

/** Shapes that are shown with a route, and the route whose place they can be linked to. */
type Shown = ReadonlyMap<string, string>;

/** Bodies of requests, and answers that nothing else uses. */
function shownInPlace(document: OpenApi): Shown {
  const uses = new Map<string, number>();
  for (const [, name = ''] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g))
    uses.set(name, (uses.get(name) ?? 0) + 1);
  const operations = [
    ...Object.values(document.paths).flatMap((methods) => Object.values(methods)),
    ...Object.values(document.webhooks).map(({ post }) => post),
  ];
  const shown = new Map<string, string>();
  for (const { operationId, requestBody, responses } of operations)
    for (const one of [requestBody, ...Object.values(responses)])
      for (const { schema } of one && 'content' in one ? Object.values(one.content ?? {}) : []) {
        const name = componentName(schema);
        if (name && !shown.has(name) && (one === requestBody || uses.get(name) === 1)) shown.set(name, operationId);
      }
  return shown;
}

type Kind = 'parameters' | 'responses';
type Of<One> = Exclude<One, { $ref: string }>;

function resolved<One extends object>(one: One | { $ref: string }, { components }: OpenApi): Of<One> {
  if (!('$ref' in one)) return one as Of<One>;
  const [kind, name = ''] = one.$ref.split('/').slice(-2);
  return components[kind as Kind][name] as Of<One>;
}
