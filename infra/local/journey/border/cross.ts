import { randomUUID } from 'node:crypto';
import type { Determination } from '../../../../shared/contracts/customs-answers.ts';
import type { ReturnCustoms } from '../../../../shared/contracts/return-customs-answer.ts';
import type { Day } from '../../../../shared/customs/calendar.ts';
import { customsTerritory } from '../../../../shared/customs/territory.ts';
import { check, waitFor } from '../api.ts';
import type { Say } from '../domestic-return.ts';
import type { Place } from '../place.ts';
import { type Dossier, fetchDossier } from './dossier.ts';
import type { Movement } from './movement.ts';
import { exportedOrder, serial, type Trader, traders } from './papers.ts';
import { outcomeOf, tell } from './tell.ts';

/** One movement from its preview to its label, over HTTP only; every step is checked. */

export interface Crossed {
  readonly rma: string;
  /** The newest decision, as the return's customs page shows it. */
  readonly answer: ReturnCustoms;
  readonly determination: Determination;
}

/** With the papers that were made of it. */
export interface Papered extends Crossed {
  readonly dossier: Dossier;
}

export async function cross(place: Place, movement: Movement, today: Day, say: Say): Promise<Papered> {
  const { api, brand } = place;
  const key = () => ({ 'idempotency-key': randomUUID() });
  const post = async (who: string, path: string, body: unknown, status = 200) =>
    (await api.expect(status, 'POST', path, { token: await place.token(who), body, headers: key() })).body;
  const read = async (who: string, path: string) =>
    (await api.expect(200, 'GET', path, { token: await place.token(who) })).body;
  const put = async (who: string, path: string, body: unknown) =>
    (await api.expect(200, 'PUT', `/v1/brands/${brand}${path}`, { token: await place.token(who), body })).body;

  const { parties, authorisation, from, home } = movement;
  await keepLanes(put, movement, parties);
  if (authorisation) await put('compliance', '/customs/authorisations/licence', licence(movement, today));
  const orderNumber = `B-${movement.name}`.toUpperCase();
  await put('integration', `/orders/${orderNumber}`, exportedOrder({ ...movement, orderNumber }, new Date()));

  const request = {
    orderNumber,
    lines: [
      {
        lineId: '1',
        quantity: 1,
        reason: movement.reason,
        serials: [serial],
        packaging: 'original',
        description: { what: 'It turns off by itself.', since: 'this week', tried: 'Another cable' },
        ...(movement.preference && { preference: movement.preference }),
        ...(movement.condition && { condition: movement.condition }),
      },
    ],
    locale: 'en',
  };
  const preview = await post('agent', '/v1/returns/preview', request);
  const shown: ReturnCustoms | undefined = preview.lines[0].customs;
  check(shown, `The preview says nothing of the border from ${from} to ${home}`);
  say(
    'preview',
    `${shown.lane}: ${shown.title ?? 'no way'}, ${shown.standing}; lacks ${shown.lacks.join(' ') || 'nothing'}`,
  );

  const { rma } = await post('agent', '/v1/returns', request, 201);
  say('requested', rma);
  const stage = () => read('agent', `/v1/returns/${rma}`);
  const complete = (facts: unknown) => post('compliance', `/v1/returns/${rma}/customs/facts`, { portion: '1', facts });
  const page = async () => {
    const { decisions } = await read('compliance', `/v1/returns/${rma}/customs`);
    check(
      decisions.every(({ replayed }: { replayed: { same: boolean } }) => replayed.same),
      'A decision made again is another one',
    );
    return decisions.at(-1);
  };

  if (movement.expected.stopped) {
    const { answer } = await page();
    check(
      answer.guards.some(({ reason }: { reason: string }) => reason === movement.expected.stopped),
      `It was not stopped for ${movement.expected.stopped}`,
    );
    check((await stage()).shipments.length === 0, 'There is a label for goods that must not move');
    say('stopped', answer.stopped);
    await waitFor('it stands in the queue of compliance', async () => {
      const { items } = await read('compliance', '/v1/queues/compliance?limit=100');
      return items.some((one: { rma: string }) => one.rma === rma);
    });
    await keepLanes(put, movement, { ...parties, importer: traders.DE });
    say('of record', `${parties.exporter.name} exports, ${traders.DE.name} imports`);
    await complete({ returned: { samePerson: true } });
  } else if (Object.keys(movement.facts).length > 0) {
    await complete({ ...movement.facts, ...identity(movement) });
    say('compliance', 'completes the facts: decided anew');
  }
  await approveIfAsked(post, stage, rma, movement);

  const newest = await page();
  const crossed: Crossed = { rma, answer: newest.answer, determination: newest.determination };
  tell(crossed, say);
  checkOutcome(movement, crossed);
  const ready = await waitFor('there is a label', async () => {
    const found = await stage();
    return found.status.code === 'ready_to_ship' && found;
  });
  say('label', `${ready.shipments[0].trackingNumber}, with invoice INV-${orderNumber} and its export declaration`);
  const dossier = await fetchDossier(place, rma, say);
  checkPapers(movement, dossier, orderNumber);
  return { ...crossed, dossier };
}

type Put = (who: string, path: string, body: unknown) => Promise<unknown>;

/** Who is of record on the way, and on the way back. */
async function keepLanes(
  put: Put,
  { from, home }: Movement,
  { exporter, importer }: Movement['parties'],
): Promise<void> {
  const lane = (a: string, b: string, out?: Trader, into?: Trader) =>
    put('compliance', `/customs/lanes/${customsTerritory(a)}-${customsTerritory(b)}`, {
      ...(out && { exporterOfRecord: out }),
      ...(into && { importerOfRecord: into }),
    });
  await lane(from, home, exporter, importer);
  await lane(home, from, importer, exporter);
}

function licence({ authorisation, parties }: Movement, today: Day) {
  const year = today.slice(0, 4);
  return {
    number: `OPO-${year}-1`,
    holder: parties.exporter,
    kind: 'full',
    ...authorisation,
    from: `${year}-01-01`,
    until: `${year}-12-31`,
    reimportMonths: 6,
    allowedUses: 100,
  };
}

/** Goods that come back are told by their serial numbers. */
const identity = ({ facts }: Movement) =>
  facts.identity && { identity: { ...facts.identity, returnedSerials: [serial] } };

/** Goods of this worth are looked at by an agent, who agrees. */
async function approveIfAsked(
  post: (who: string, path: string, body: unknown) => Promise<unknown>,
  stage: () => Promise<{ portions: { state: string; resolutions?: string[] }[] }>,
  rma: string,
  { preference = 'refund', reason }: Movement,
): Promise<void> {
  const { portions } = await stage();
  if (portions[0]?.state !== 'under_review') return;
  // Lent goods go back to their owner; no policy says so.
  const lent = reason === 'demo_return';
  const terms = { labelPayer: 'brand', fees: [], resolutions: ['repair'], evidence: [], refundsDelivery: false };
  await post('agent', `/v1/returns/${rma}/approve`, {
    resolution: lent ? 'repair' : preference,
    ...(lent && { terms, reason: 'Agreed with the owner' }),
  });
}

/** The figures that have to come of it. */
function checkOutcome(movement: Movement, crossed: Crossed): void {
  const { stopped: _, closed, ...expected } = movement.expected;
  const found = outcomeOf(crossed);
  for (const [name, value] of Object.entries(expected))
    check(found[name] === value, `${movement.name}: ${name} is ${found[name]}, expected was ${value}`);
  const reasons = crossed.determination.routes.flatMap((route) => route.reasons);
  check(closed === undefined || reasons.includes(closed), `${movement.name}: nothing is closed for ${closed}`);
}

/** The papers refer to the outbound invoice, and state the goods and who is of record. */
function checkPapers({ name, preference, from, home }: Movement, { papers }: Dossier, orderNumber: string): void {
  const paper = (kind: string) => papers.find((one) => one.kind === kind);
  const invoice = JSON.stringify(paper('pro_forma_invoice'));
  for (const word of [`INV-${orderNumber}`, '26DE48510012345678', serial, `"from":"${from}"`, `"to":"${home}"`])
    check(invoice.includes(word), `${name}: the invoice does not say ${word}`);
  const repair = paper('repair_declaration');
  check(
    (repair !== undefined) === (preference === 'repair'),
    `${name}: a repair declaration is ${repair ? 'not' : ''} wanted`,
  );
  if (repair?.kind === 'repair_declaration')
    check(
      (repair.form === '19_cfr_10_8') === (from === 'US'),
      `${name}: the form of the declaration is ${repair.form}`,
    );
}
