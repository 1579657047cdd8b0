import { assumed, type Bill, pricedAt } from './bill.ts';
import { bare } from './bundles.ts';
import type { Figures } from './figures.ts';
import { aims, limitOf, limits } from './limits.ts';
import { decimals, dollars, kilobytes, tableOf } from './print-table.ts';
import type { Units } from './units.ts';

/** The figures as tables, for people. */
export function reportOf(figures: Figures): string {
  return [
    speeds(figures),
    decisions(figures),
    determinations(figures),
    drafts(figures),
    backtests(figures),
    functions(figures),
    libraries(figures),
    operations(figures),
    lives(figures),
    bills(figures),
  ].join('\n');
}

function speeds({ speed }: Figures): string {
  if (!speed) return '';
  const rows = Object.entries(speed).flatMap(([operation, all]) =>
    all.map(({ atOnce, ms, bareMs, ratio, perSecond }) => [
      operation,
      atOnce,
      decimals(ms),
      decimals(bareMs),
      decimals(ratio),
      limits.ratio[operation as keyof typeof limits.ratio],
      Math.round(perSecond),
    ]),
  );
  const best = (operation: 'create' | 'track') =>
    Math.round(Math.max(...speed[operation].map(({ perSecond }) => perSecond)));
  return [
    tableOf(
      'Requests, beside their storage calls alone (same items, same engine; ms a request)',
      ['operation', 'at once', 'ms', 'bare ms', 'ratio', 'limit', 'a second'],
      rows,
    ),
    `Create ${best('create')} a second (aim ${aims.create}), read ${best('track')} a second (aim ${aims.read}): here the engine sets the pace.`,
  ].join('\n');
}

function decisions({ decisions: times }: Figures): string {
  if (!times) return '';
  const { rules: limited, microseconds: limit } = limits.decision;
  return tableOf(
    'A decision in a warm process, all rules asked (processor time)',
    ['rules', 'µs', 'limit', 'ms to compile'],
    times.map(({ rules, microseconds, compileMilliseconds }) => [
      rules,
      decimals(microseconds, 1),
      rules <= limited ? limit : '',
      decimals(compileMilliseconds, 1),
    ]),
  );
}

function determinations({ determinations: times }: Figures): string {
  if (!times) return '';
  return tableOf(
    'A customs determination in a warm process, all routes and figures (processor time)',
    ['cases', 'ms', 'slowest', 'ms', 'limit'],
    [
      [
        times.cases,
        decimals(times.milliseconds),
        times.slowest.id,
        decimals(times.slowest.milliseconds),
        limits.determination,
      ],
    ],
  );
}

/** What the requests of a draft asked for together, beside the one that makes the same return whole. */
function drafts({ drafts: times, operations: all }: Figures): string {
  const unitsOf = (names: readonly string[]) => {
    const found = names.flatMap((name) => all[name]?.request ?? []);
    const sum = (of: (units: Units) => number) => found.reduce((total, units) => total + of(units), 0);
    return [sum((one) => one.tableWrites), sum((one) => one.indexWrites), sum((one) => one.reads)].map((n) =>
      decimals(n, 0),
    );
  };
  const steps = Object.keys(all).filter((name) => name.startsWith('draft: ') && name !== 'draft: put the order');
  const counted = tableOf(
    'Intake with drafts: what the requests themselves ask of the table, all steps saved once and submitted',
    ['', 'requests', 'table units', 'index units', 'read units'],
    [
      ['step by step', steps.length, ...unitsOf(steps)],
      ['whole', 1, ...unitsOf(['create'])],
    ],
  );
  if (!times) return counted;
  const rows = times.map(({ atOnce, ms, wholeMs, ratio }) => [
    atOnce,
    decimals(ms, 1),
    decimals(wholeMs, 1),
    decimals(ratio),
    limits.draft.ratio,
  ]);
  return [
    counted,
    tableOf('The same in time (ms a return)', ['at once', 'drafts', 'whole', 'ratio', 'limit'], rows),
  ].join('\n');
}

function backtests({ backtest }: Figures): string {
  if (!backtest) return '';
  const { returns, files, changed, transitions, seconds, perSecond } = backtest;
  return tableOf(
    `Backtest of a saved policy against a sealed archive (ten thousand returns: ${limits.backtest} s at most)`,
    ['returns', 'changed', 'files', 'transitions', 'seconds', 'a second'],
    [[returns, changed, files, transitions, decimals(seconds, 1), Math.round(perSecond)]],
  );
}

function functions({ weights, starts, serving }: Figures): string {
  const rows = [bare, ...Object.keys(weights).filter((area) => area !== bare)].map((area) => {
    const limit = serving.includes(area) ? limitOf(area) : undefined;
    const start = starts[area];
    return [
      area,
      kilobytes(weights[area]?.bytes ?? 0),
      kilobytes(weights[area]?.gzipped ?? 0),
      limit?.kilobytes ?? '',
      start ? decimals(start.ms, 1) : '',
      start ? decimals(start.ratio) : '',
      limit?.start ?? '',
    ];
  });
  return tableOf(
    'Functions (bare: a lib-dynamodb client as anybody bundles it, in the same format)',
    ['function', 'KB', 'KB gz', 'limit', 'start ms', '× bare', 'limit'],
    rows,
  );
}

function libraries({ weights }: Figures): string {
  const rows = Object.entries(weights).map(([area, { parts }]) => [
    area,
    parts
      .filter(([, bytes]) => bytes >= 2048)
      .map(([name, bytes]) => `${name} ${kilobytes(bytes)}`)
      .join(', '),
  ]);
  return [
    '',
    'What each library adds (KB minified)',
    ...rows.map(([area, text]) => `${String(area).padEnd(14)}  ${text}`),
  ].join('\n');
}

function operations({ operations: all }: Figures): string {
  const rows = Object.entries(all).map(([name, { request: r, behind: b, requests, transitions }]) => [
    name,
    requests,
    `${r.tableWrites} + ${b.tableWrites}`,
    `${r.indexWrites} + ${b.indexWrites}`,
    `${r.reads} + ${b.reads}`,
    `${r.transactions} + ${b.transactions}`,
    `${r.items} + ${b.items}`,
    `${r.queries} + ${b.queries}`,
    transitions,
  ]);
  return tableOf(
    'Units by operation: the request + what follows it (a transactional write counts 2 units a KB)',
    ['operation', 'times', 'table', 'index', 'reads', 'transactions', 'items', 'Queries', 'transitions'],
    rows,
  );
}

function lives({ transitions }: Figures): string {
  return tableOf(
    'Transitions of the lifecycle machine',
    ['return', 'transitions', 'limit'],
    Object.entries(transitions).map(([life, count]) => [
      life,
      count,
      limits.transitions[life as keyof typeof transitions],
    ]),
  );
}

function bills({ bills: all, consumption: one }: Figures): string {
  const million = all.find(({ returns }) => returns === 1e6);
  const names = (million?.lines ?? []).map(({ name }) => name);
  const usd = (bill: Bill, name: string) => [...bill.lines, ...bill.fixed].find((line) => line.name === name)?.usd ?? 0;
  const rows = [
    ...names.map((name) => [name, ...all.map((bill) => dollars(usd(bill, name)))]),
    ...(million?.fixed ?? []).map(({ name }) => [`fixed: ${name}`, ...all.map((bill) => dollars(usd(bill, name)))]),
    ['all, without e-mail', ...all.map(({ total }) => dollars(total))],
    ['for a million returns', ...all.map(({ perMillion }) => dollars(perMillion))],
    ['e-mail (SES)', ...all.map(({ mail }) => dollars(mail))],
    ['each further month kept', ...all.map(({ keptMonth }) => dollars(keptMonth))],
  ];
  const calls = Object.values(one.calls).reduce((a, b) => a + b, 0);
  const largest = (million?.lines ?? []).slice(0, 4).map(({ name, usd: amount }) => `${name} ${dollars(amount)}`);
  return [
    tableOf(
      `The month's bill in US dollars (${pricedAt.region}, list prices as of ${pricedAt.date}, free tiers not counted)`,
      ['', ...all.map(({ returns }) => `${returns.toLocaleString('en-US')} returns`)],
      rows,
    ),
    `Largest for a million: ${largest.join(', ')}.`,
    `A plain domestic return: ${one.requests} requests (order put twice, look-up, preview, create, five looks, list, three carrier events, two queues read, receipt, inspection), ` +
      `${calls} function calls, ${one.busEvents} events, ${one.queued} queued, ${one.mails} e-mails, ${one.deliveries} ERP deliveries, ` +
      `${Math.round(one.logBytes / 1024)} KB logged, ${kilobytes(one.keptBytes)} KB kept.`,
    `Assumed: billed ms a call ${Object.entries(assumed.callMs)
      .map(([area, ms]) => `${area} ${ms}`)
      .join(
        ', ',
      )}; ${assumed.coldShare * 100} % start anew (${assumed.coldMs} ms); every event and message is a call of its own; ` +
      `X-Ray records the first call of each second of each function and 5 % of the others; evidence, review and orders that are not returned apart.`,
  ].join('\n');
}
