/** Text as HTML: nothing of it is taken for a tag. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

export const code = (text: string): string => `<code>${escaped(text)}</code>`;

/** The little CommonMark that descriptions use, within a line: `code` and **strong**. */
export const inline = (text: string): string =>
  escaped(text)
    .replace(/`([^`]+)`/g, '<code>$1</code>')
    .replace(/\*\*([^*]+)\*\*/g, '<strong>$1</strong>');

/** The same with paragraphs and lists. */
export function block(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((part) =>
      part.startsWith('- ')
        ? `<ul>${part
            .split('\n')
            .map((item) => `<li>${inline(item.slice(2))}</li>`)
            .join('')}</ul>`
        : `<p>${inline(part)}</p>`,
    )
    .join('\n');
}

/** A table that scrolls by itself where it is wider than the page; `label` is what it is called for those who hear it. */
export function table(label: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = heads.map((one) => `<th scope="col">${one}</th>`).join('');
  const body = rows
    .map(
      ([first = '', ...cells]) =>
        `<tr><th scope="row">${first}</th>${cells.map((one) => `<td>${one}</td>`).join('')}</tr>`,
    )
    .join('\n');
  return `<div class="wide" role="group" tabindex="0" aria-label="${escaped(label)}"><table><thead><tr>${head}</tr></thead><tbody>
${body}
</tbody></table></div>`;
}

/** Something to read or copy as it is. */
export const listing = (label: string, text: string): string =>
  `<pre tabindex="0" role="group" aria-label="${escaped(label)}"><code>${escaped(text)}</code></pre>`;
