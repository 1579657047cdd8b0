import { describe, expect, test } from 'vitest';
import type { CustomsAuthorisation, CustomsLane } from '../../../shared/contracts/customs-records.ts';
import type { RequestLine } from '../../../shared/contracts/intake.ts';
import type { OrderLine } from '../../../shared/contracts/order.ts';
import type { ReturnCustoms } from '../../../shared/contracts/return-customs-answer.ts';
import { decideFacts, decideMovement } from '../../../shared/customs/engine.ts';
import {
  authorisationFor,
  type Movement,
  type MovementRecords,
  movementFacts,
  usedBy,
} from '../../../shared/customs/movement.ts';
import { asked, held, lane, licence, movement, records, repair, sold } from './sample-movements.ts';

/** What a line of a request, its order and the brand's records tell the engine; and what they do not. */

describe('facts of a movement', () => {
  test('goods that come back: exported when they were sold, imported as planned, worth their share', () => {
    expect(
      movementFacts(movement({ asked: { ...asked, quantity: 2 }, relievedAtHome: false }), records()),
    ).toMatchObject({
      activity: 'return',
      // Two of three: the least units left over come first.
      goods: { units: 2, value: { minor: 6667 }, cnCode: '85183000' },
      dates: { exported: '2024-01-31', reimported: '2026-11-02' },
      outboundInvoice: { reference: 'INV-1', units: 3, value: { minor: 10_000 } },
      proofOfExport: true,
      returned: { exportedFor: 'sale', samePerson: true },
      assumed: ['/goods/cnCode', '/goods/description', '/goods/value', '/returned/exportedFor', '/returned/samePerson'],
    });
  });

  test('goods to be repaired: exported as planned; the way they once came proves nothing of it', () => {
    const facts = movementFacts(repair(), held({ reimportMonths: 3 }));
    expect(facts).toMatchObject({
      activity: 'repair',
      goods: { valueBeforeExport: { minor: 3334 } },
      dates: { exported: '2026-11-02', firstExported: '2024-01-31' },
      firstExport: { inFreeCirculation: true, proof: true },
      authorisation: { held: true, kind: 'full', number: 'DE-OPO-1', periodEnd: '2027-02-02' },
    });
    for (const unknown of ['proofOfExport', 'returned']) expect(facts).not.toHaveProperty(unknown);
    expect(facts.dates).not.toHaveProperty('reimported');
    expect(facts.goods).not.toHaveProperty('value');
  });

  test('a month that is too short for the day ends the period on its last day', () => {
    const facts = movementFacts(repair({ on: '2026-08-31' }), held({ reimportMonths: 6 }));
    expect(facts.authorisation?.periodEnd).toBe('2027-02-28');
  });

  test.each<[string, Partial<Movement>, string]>([
    ['a repair is wished for', { asked: { ...asked, preference: 'repair' } }, 'repair'],
    ['it fails under warranty, and nothing is wished for', { reason: 'warranty_repair' }, 'repair'],
    ['money is wished for', { reason: 'warranty_repair', asked: { ...asked, preference: 'refund' } }, 'return'],
    [
      'another is wished for, where rules for that are known',
      { asked: { ...asked, preference: 'exchange' } },
      'exchange',
    ],
    [
      'another is wished for, where none are known',
      { asked: { ...asked, preference: 'exchange' }, relievedAtHome: false },
      'return',
    ],
  ])('%s: %s', (_, change, activity) => {
    expect(movementFacts(movement(change), records()).activity).toBe(activity);
  });

  test('nothing is made up where the order tells nothing', () => {
    const { customs: _, ...bare } = sold;
    const facts = movementFacts(movement({ line: bare as OrderLine, relievedAtHome: false }), { authorisations: [] });
    expect(facts).toEqual({
      on: '2026-11-02',
      origin: 'CH',
      destination: 'DE',
      activity: 'return',
      reason: 'customer_remorse',
      goods: { description: 'Headset', units: 1 },
      returned: { exportedFor: 'sale' },
      assumed: ['/goods/description', '/returned/exportedFor'],
      dates: { reimported: '2026-11-02' },
      parties: { exporterOfRecord: false, importerOfRecord: false, represented: false },
    });
  });
});

describe('an authorisation covers a movement', () => {
  test.each<[string, Partial<CustomsAuthorisation>, number, boolean]>([
    ['in its period, for its procedure and place', {}, 0, true],
    ['on its last day', { until: '2026-11-02' }, 0, true],
    ['not a day later', { until: '2026-11-01' }, 0, false],
    ['not before it begins', { from: '2026-11-03' }, 0, false],
    ['not for another procedure', { procedures: ['standard_exchange'] }, 0, false],
    ['not of another place', { jurisdiction: 'GB' }, 0, false],
    ['for the last use', { allowedUses: 5 }, 4, true],
    ['not once it is used up', { allowedUses: 5 }, 5, false],
    ['for its goods, at eight digits', { cnCodes: ['8518300099'] }, 0, true],
    ['not for other goods', { cnCodes: ['85176200'] }, 0, false],
  ])('%s', (_, change, used, covers) => {
    expect(authorisationFor(repair(), 'repair', held(change, used)) !== undefined).toBe(covers);
  });

  test('none covers goods that come back for good', () => {
    expect(authorisationFor(movement(), 'return', held())).toBeUndefined();
  });

  test.each<[string, CustomsLane | undefined]>([
    ['nobody is exporter of record', undefined],
    ['somebody else is', lane()],
  ])('nor can it be told while %s', (_, kept) => {
    const { authorisation } = movementFacts(repair(), { ...held(), lane: kept });
    expect(authorisation).toBeUndefined();
  });

  const several = (...documents: Partial<CustomsAuthorisation>[]): MovementRecords => ({
    ...held(),
    authorisations: documents.map((document, i) => ({
      authorisation: `a-${i}`,
      used: 0,
      document: { ...licence, ...document },
    })),
  });
  test.each<[string, Partial<CustomsAuthorisation>[], string | undefined]>([
    ['a full one before one by declaration', [{ kind: 'by_declaration' }, {}], 'a-1'],
    ['the one for processing before one for tax alone', [{ procedures: ['vat_only_processing'] }, {}], 'a-1'],
    ['one for the repair under the agreement', [{ procedures: ['agreement_repair_relief'] }], 'a-0'],
    ['none for standard exchange', [{ procedures: ['standard_exchange'] }], undefined],
  ])('of several, %s', (_, documents, chosen) => {
    expect(authorisationFor(repair(), 'repair', several(...documents))?.authorisation).toBe(chosen);
  });

  test.each<[string, Partial<ReturnCustoms>, boolean]>([
    ['by the route it is for', { standing: 'known', route: 'outward_processing' }, true],
    ['by a repair that an agreement frees', { standing: 'known', route: 'agreement_repair_relief' }, true],
    ['not by a plain import', { standing: 'known', route: 'plain_import' }, false],
    ['not by returned goods relief', { standing: 'known', route: 'returned_goods_relief' }, false],
    ['not while the way is unknown', { standing: 'unknown', route: 'outward_processing' }, false],
  ])('its use is counted %s', (_, answer, counted) => {
    const found = authorisationFor(repair(), 'repair', held());
    expect(usedBy(answer as ReturnCustoms, found) !== undefined).toBe(counted);
  });
});

describe('goods to be repaired where they once came from', () => {
  // Sold from Germany to Switzerland; they go back to Germany to be repaired.
  const back = movement({ asked: { ...asked, preference: 'repair' } });
  const old = { ...sold, customs: { ...sold.customs, exportedOn: '2019-01-01', capMeasures: false } } as OrderLine;
  const decidedWith = (line: OrderLine, stated: object) => {
    const facts = movementFacts({ ...back, line }, records());
    return decideFacts({ ...facts, ...stated }, lane());
  };
  const completed = { firstExport: { unaltered: true, inFreeCirculation: true, proof: true } };

  test.each<[string, string, string]>([
    ['after seven years they are no returned goods', '2019-01-01', 'plain_import'],
    ['nor a day after three', '2023-11-01', 'plain_import'],
    ['on the last day they are', '2023-11-02', 'returned_goods_relief'],
  ])('%s', (_, exportedOn, route) => {
    const { facts, answer } = decidedWith({ ...old, customs: { ...old.customs, exportedOn } } as OrderLine, completed);
    expect(facts.dates).toEqual({ firstExported: exportedOn, exported: '2026-11-02' });
    expect(answer.route === 'returned_goods_relief' && answer.standing === 'known').toBe(
      route === 'returned_goods_relief',
    );
  });

  test.each(['2026-11-03', '2031-01-01'])('a day that is yet to come (%s) is no day they went out', (exportedOn) => {
    const line = { ...old, customs: { ...old.customs, exportedOn } } as OrderLine;
    expect(decidedWith(line, completed).facts.dates).toEqual({ exported: '2026-11-02' });
    expect(movementFacts(movement({ line }), records()).dates).toEqual({ reimported: '2026-11-02' });
  });

  test('where nobody knows when they went out, that is asked for', () => {
    const { exportedOn: _, ...undated } = old.customs ?? {};
    const { answer } = decidedWith({ ...old, customs: undated } as OrderLine, completed);
    expect(answer).toMatchObject({ standing: 'unknown', lacks: ['/dates/firstExported', '/firstExport/withinPeriod'] });
  });

  test('what people only take for granted is said to be', () => {
    const unopened = { ...asked, condition: 'unopened' } as RequestLine;
    const { answer } = decideMovement(movement({ asked: unopened }), records());
    const goods = ['/goods/cnCode', '/goods/description'];
    expect(answer.assumed).toEqual([
      ...goods,
      '/goods/value',
      '/returned/exportedFor',
      '/returned/samePerson',
      '/returned/unaltered',
    ]);
    expect(decideMovement(back, records()).answer.assumed).toEqual([...goods, '/goods/valueBeforeExport']);
  });
});

describe('the way is known', () => {
  const unopened = { ...asked, condition: 'unopened' } as RequestLine;
  const known = movement({
    asked: unopened,
    line: { ...sold, customs: { ...sold.customs, exportedOn: '2024-01-31', capMeasures: false } } as OrderLine,
  });

  test('when every condition of a relief is met, up to its last day', () => {
    const { answer } = decideMovement({ ...known, on: '2027-01-29' }, records());
    expect(answer).toMatchObject({ standing: 'known', lane: 'CH-EU', route: 'returned_goods_relief', lacks: [] });
    const late = decideMovement({ ...known, on: '2027-02-02' }, records());
    expect(late.answer).toMatchObject({ standing: 'known', route: 'plain_import' });
  });

  test('what may open for goods to be repaired is a relief for repairs, and the law named is its own', () => {
    const dutiable = { ...sold, customs: { ...sold.customs, dutyRate: { percent: '2' } } } as OrderLine;
    const { answer } = decideMovement(repair({ line: dutiable }), records());
    expect(answer).toMatchObject({ standing: 'unknown', route: 'outward_processing' });
    expect(answer.lacks).toContain('/work/repairable');
    const late = decideMovement({ ...known, on: '2027-02-02' }, records());
    const cited = (one: typeof late) => one.answer.basis.map(({ citation }) => citation).join();
    expect(cited(decideMovement(known, records()))).toMatch(/Art\. 203/);
    for (const one of [late, decideMovement(known, records())]) expect(cited(one)).not.toMatch(/Art\. 259/);
  });

  test.each<[string, Partial<CustomsLane> | undefined, string]>([
    ['nobody is of record', undefined, 'no_importer_of_record'],
    ['nobody exports', { exporterOfRecord: undefined }, 'no_exporter_of_record'],
    [
      'the power of attorney is over',
      { broker: { name: 'Beispiel', powerOfAttorney: { from: '2025-01-01', until: '2026-10-31' } } },
      'power_of_attorney_expired',
    ],
  ])('but not when %s: the reason is named', (_, parties, reason) => {
    const { answer } = decideMovement(known, { ...records(), lane: parties && lane(parties) });
    expect(answer.standing).toBe('unknown');
    expect(answer.guards.map((guard) => guard.reason)).toContain(reason);
    expect(answer.stopped).toMatch(/^The goods must not move, for this is not so: "/);
  });

  test('nor when a power of attorney is yet to begin, or what decides it is not told', () => {
    const broker = { name: 'Beispiel', powerOfAttorney: { from: '2026-11-03', until: '2027-10-31' } };
    const early = decideMovement(known, { ...records(), lane: lane({ broker }) });
    expect(early.answer).toMatchObject({ standing: 'unknown', lacks: ['/parties/authorityUntil'] });
    const untold = decideMovement(movement(), records());
    expect(untold.answer.standing).toBe('unknown');
    expect(untold.answer.lacks).toContain('/returned/unaltered');
  });
});
