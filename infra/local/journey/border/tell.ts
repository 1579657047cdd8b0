import type { Figure, RouteAnswer } from '../../../../shared/contracts/customs-answers.ts';
import type { ReturnCustoms } from '../../../../shared/contracts/return-customs-answer.ts';
import { formatMoney, majorUnits } from '../../../../shared/money/amount.ts';
import { check } from '../api.ts';
import type { Say } from '../domestic-return.ts';
import type { Crossed } from './cross.ts';

/** A determination as a person reads it. */

/** The route that decides: the one the return goes by, at the end that grants it. */
function chosenOf({ answer, determination }: Crossed): RouteAnswer {
  const { origin, destination } = determination.chosen;
  const chosen = determination.routes.find(
    ({ id, route }) => route === answer.route && (id === origin || id === destination),
  );
  check(chosen, `No route of the determination is ${answer.route}`);
  return chosen;
}

const units = (figure: Figure | undefined): string | undefined => figure && majorUnits(figure.amount);

/** The figures of the route that was chosen, in major units. */
export function outcomeOf(crossed: Crossed): Readonly<Record<string, string | undefined>> {
  const { route, valuation, demands, deadlines } = chosenOf(crossed);
  return {
    route,
    dutyBase: units(valuation?.dutyBase),
    duty: units(valuation?.duty),
    importTax: units(valuation?.importTax),
    fullDuty: units(valuation?.fullDuty),
    security: demands.security?.amount && majorUnits(demands.security.amount),
    deadline: deadlines[0]?.day,
  };
}

/** Goods that go for work are imported twice: what is known of the import that does not decide. */
function otherImport({ territory, standing, title, costs, lacks }: NonNullable<ReturnCustoms['otherImport']>): string {
  const charged = [costs?.duty, costs?.importTax].flatMap((one) => (one ? [formatMoney(one, 'en')] : []));
  return [
    `into ${territory}: ${standing.replaceAll('_', ' ')}`,
    title,
    charged.length > 0 && `charged ${charged.join(' and ')}`,
    lacks.length > 0 && `lacks ${lacks.join(', ')}`,
  ]
    .filter(Boolean)
    .join('; ');
}

export function tell(crossed: Crossed, say: Say): void {
  const { answer, determination } = crossed;
  const chosen = chosenOf(crossed);
  const { valuation, demands, deadlines, provision } = chosen;
  say('route', `${chosen.title} (${chosen.jurisdiction}${provision ? `, ${provision}` : ''})`);
  for (const { citation, status } of answer.basis.slice(0, 3))
    say('law', `${citation}${status === 'memory' ? ' (not confirmed)' : ''}`);
  for (const figure of [valuation?.duty, valuation?.importTax]) if (figure) say('figure', figure.formula);
  if (answer.otherImport) say('other import', otherImport(answer.otherImport));
  if (valuation?.importTaxRelieved) say('import tax', 'relieved');
  if (answer.saves) say('saves', formatMoney(answer.saves, 'en'));
  if (demands.security?.amount)
    say('guarantee', `${formatMoney(demands.security.amount, 'en')}, ${demands.security.state}`);
  for (const { title, day, status } of deadlines) if (day) say('deadline', `${day} ${title} (${status})`);
  for (const { step, code, additional } of demands.procedures)
    say('procedure', [step.replace('_', '-'), code, ...additional].join(' '));
  say('papers', demands.documents.map(({ title }) => title).join('; ') || 'none beside the invoice');
  for (const { title, lost, reasons } of determination.routes.filter((one) => one.at === chosen.at && one.lost))
    if (!reasons.includes('other_purpose')) say('not', `${title}: ${lost}`);
  say('rules', answer.packs.map(({ jurisdiction, version }) => `${jurisdiction} ${version}`).join(', ') || 'none');
}
