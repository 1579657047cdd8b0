import type { Text } from '../../shared/contracts/sentences/text.ts';
import type { OpenApi } from './document.ts';
import { code, escaped, inline, listing, table } from './html.ts';

/** What can go wrong: the problems, and the codes that bad fields have. */
export function problemsSection({ info, components: { examples } }: OpenApi): string {
  const rows = Object.entries(examples).map(([type, { summary, value }]) => [
    `<span id="problem-${type}">${code(type)}</span>`,
    String((value as { status: number }).status),
    inline(summary),
  ]);
  const codes = Object.entries(info['x-error-codes'] as Record<string, Text>).map(([name, { en, de }]) => [
    `<span id="code-${name}">${code(name)}</span>`,
    escaped(en),
    `<span lang="de">${escaped(de)}</span>`,
  ]);
  return `<section aria-labelledby="problems">
<h2 id="problems">Problems</h2>
<p>By the last part of their <code>type</code>, which stays the same; titles may be worded better one day.</p>
${table('Problems', ['Type', 'Status', 'Title'], rows)}
${listing('A problem document', JSON.stringify(examples['invalid-request']?.value, undefined, 2))}
</section>
<section aria-labelledby="codes">
<h2 id="codes">Codes of bad fields</h2>
<p>Each bad field is named by a pointer, a <code>code</code> that stays the same, and a sentence (<code>detail</code>) for
the person who filled it in: in the language of the body's <code>locale</code>, else of <code>Accept-Language</code>, else of
the order, else of the brand. What stands in braces is put in. Problems that are about no single field say theirs in their
own <code>detail</code>.</p>
${table('Codes of bad fields', ['Code', 'English', 'German'], codes)}
</section>`;
}
