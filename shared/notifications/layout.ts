import { Eta } from 'eta/core';

/** What the layout arranges; all of it plain text and links. */
export interface Letter {
  language: string;
  brand: string;
  logo: string | undefined;
  colours: { primary: string; onPrimary: string; background: string };
  subject: string;
  greeting: string;
  heading: string;
  paragraphs: string[];
  /** Label and value: return number, tracking number. */
  facts: { label: string; value: string }[];
  items: { label: string; lines: string[] };
  next: { label: string; text: string };
  action: { label: string; link: string };
  /** Help and terms, where the brand has them. */
  links: { label: string; link: string }[];
  because: string;
}

/** One layout for all messages and brands. Tables and inline styles, because mail readers know little else. */
const htmlLayout = `<!doctype html>
<html lang="<%= it.language %>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title><%= it.subject %></title>
</head>
<body style="margin:0;padding:0;background:<%= it.colours.background %>;font-family:Helvetica,Arial,sans-serif;font-size:16px;line-height:24px;color:#1c1c1c">
<div style="display:none;max-height:0;overflow:hidden"><%= it.paragraphs[0] %></div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center" style="padding:24px 12px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:600px;background:#ffffff;border-top:4px solid <%= it.colours.primary %>">
<tr><td style="padding:24px 32px 0">
<% if (it.logo) { %>
<img src="<%= it.logo %>" alt="<%= it.brand %>" height="40" style="height:40px;border:0">
<% } else { %>
<strong style="font-size:20px"><%= it.brand %></strong>
<% } %>
</td></tr>
<tr><td style="padding:16px 32px 32px">
<h1 style="margin:0 0 16px;font-size:24px;line-height:32px"><%= it.heading %></h1>
<p style="margin:0 0 16px"><%= it.greeting %></p>
<% for (const paragraph of it.paragraphs) { %>
<p style="margin:0 0 16px"><%= paragraph %></p>
<% } %>
<table role="presentation" cellpadding="0" cellspacing="0" style="margin:0 0 16px">
<% for (const fact of it.facts) { %>
<tr><td style="padding:2px 16px 2px 0;color:#595959"><%= fact.label %></td><td style="padding:2px 0"><strong><%= fact.value %></strong></td></tr>
<% } %>
</table>
<% if (it.items.lines.length > 0) { %>
<p style="margin:0 0 4px;color:#595959"><%= it.items.label %></p>
<ul style="margin:0 0 16px;padding-left:20px">
<% for (const line of it.items.lines) { %>
<li><%= line %></li>
<% } %>
</ul>
<% } %>
<h2 style="margin:0 0 4px;font-size:16px;line-height:24px"><%= it.next.label %></h2>
<p style="margin:0 0 24px"><%= it.next.text %></p>
<a href="<%= it.action.link %>" style="display:inline-block;padding:12px 24px;background:<%= it.colours.primary %>;color:<%= it.colours.onPrimary %>;text-decoration:none;border-radius:4px"><%= it.action.label %></a>
</td></tr>
</table>
<p style="max-width:600px;margin:16px auto 0;font-size:13px;line-height:20px;color:#595959"><%= it.because %><% for (const one of it.links) { %> · <a href="<%= one.link %>" style="color:#595959"><%= one.label %></a><% } %></p>
</td></tr></table>
</body>
</html>
`;

const textLayout = `<%= it.brand %>

<%= it.heading %>


<%= it.greeting %>


<% for (const paragraph of it.paragraphs) { %>
<%= paragraph %>


<% } %>
<% for (const fact of it.facts) { %>
<%= fact.label %>: <%= fact.value %>

<% } %>
<% if (it.items.lines.length > 0) { %>

<%= it.items.label %>:
<% for (const line of it.items.lines) { %>
- <%= line %>

<% } %>
<% } %>

<%= it.next.label %>: <%= it.next.text %>


<%= it.action.label %>: <%= it.action.link %>


-- 
<%= it.because %>

<% for (const one of it.links) { %>
<%= one.label %>: <%= one.link %>

<% } %>
`;

const html = new Eta({ autoEscape: true });
const text = new Eta({ autoEscape: false });
html.loadTemplate('@letter', htmlLayout);
text.loadTemplate('@letter', textLayout);

/** The letter as HTML, every value escaped. */
export const asHtml = (letter: Letter): string => html.render('@letter', letter);

/** The letter as plain text. */
export const asText = (letter: Letter): string =>
  `${text
    .render('@letter', letter)
    .replace(/\n{3,}/g, '\n\n')
    .trim()}\n`;
