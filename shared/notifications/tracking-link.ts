/**
 * Link to a customer's own return. The token goes after the `#`, which browsers send to no server: it is in no access log
 * and no referrer. A template that has `{token}` anywhere else, or nowhere, gets it as the whole fragment.
 * @param template the brand's `links.tracking`
 * @param token the guest's link token; without it the link leads to the page alone
 */
export function trackingLink(template: string, token?: string): string {
  const hash = template.indexOf('#');
  const page = (hash < 0 ? template : template.slice(0, hash)).replaceAll('{token}', '');
  const fragment = hash < 0 ? '' : template.slice(hash + 1);
  if (!token) return page;
  const encoded = encodeURIComponent(token);
  return `${page}#${fragment.includes('{token}') ? fragment.replaceAll('{token}', () => encoded) : encoded}`;
}
