import { createHash } from 'node:crypto';
import type { Files } from '../../shared/adapters/files/s3.ts';
import type { BrandConfiguration } from '../../shared/contracts/configuration.ts';
import type { Segment, StepResult } from '../../shared/contracts/workflow.ts';
import type { renderAcknowledgement } from '../../shared/documents/acknowledgement.ts';
import { chooseLanguage } from '../../shared/notifications/language.ts';
import { goodsLine, momentIn, withdrawalWords } from '../../shared/notifications/withdrawal-words.ts';
import { isToBeAcknowledged, lifecycleActor, type Return } from '../../shared/returns/change.ts';
import { acknowledgeWithdrawal } from '../../shared/returns/withdrawal-acknowledged.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import { commandReturn } from '../../shared/storage/command.ts';
import { loadWithEvents } from '../../shared/storage/returns.ts';
import type { Table } from '../../shared/storage/table.ts';

export interface AcknowledgeWithdrawalDeps {
  table: Table;
  clock: Clock;
  progressMinutes: number;
  readBrand(brand: string, now: Date): Promise<BrandConfiguration | undefined>;
  renderAcknowledgement: typeof renderAcknowledgement;
  files: Pick<Files, 'putOnce'>;
}

/** Makes the acknowledgement of a withdrawal as a PDF, named by its content and never overwritten. */
export function createAcknowledgeWithdrawal(deps: AcknowledgeWithdrawalDeps) {
  const { table, clock, progressMinutes } = deps;
  return async ({ brand, rma }: Segment): Promise<StepResult> => {
    const now = clock();
    const done = await commandReturn(
      table,
      { brand, rma },
      async (current) => {
        if (!isToBeAcknowledged(current.head)) return undefined;
        const configuration = await deps.readBrand(brand, now);
        if (!configuration) throw new Error(`Brand ${brand} is not configured`);
        const file = await keep(deps, current, configuration);
        return acknowledgeWithdrawal(current, { now, actor: lifecycleActor, progressMinutes }, file);
      },
      { now },
    );
    return { outcome: done ? 'done' : 'nothing_to_do' };
  };
}

async function keep(
  { table, renderAcknowledgement, files }: AcknowledgeWithdrawalDeps,
  { head, statement, portions }: Return,
  configuration: BrandConfiguration,
) {
  const { brand, rma, withdrawal, orderNumber: order, locale: wished } = head;
  if (!withdrawal) throw new Error('What is acknowledged was told');
  const { language, locale } = chooseLanguage(wished, configuration.locale);
  const { page, statement: words } = withdrawalWords(language);
  // As it was stated: goods may have been split since.
  const lines = (await statedLines(table, brand, rma)) ?? portions.map(goodsLine);
  const email = statement.person.email ?? '';
  const name = statement.withdrawal?.name ?? '';
  const { labels } = page;
  const pdf = await renderAcknowledgement({
    title: page.title,
    intro: page.intro(configuration.name),
    facts: [
      {
        label: labels.submitted,
        value: `${momentIn(withdrawal.toldAt, locale, withdrawal.zone)} (${withdrawal.toldAt})`,
      },
      { label: labels.name, value: name },
      { label: labels.contact, value: email },
      { label: labels.order, value: order },
      { label: labels.lines, value: lines.join('; ') },
      { label: labels.return, value: rma },
    ],
    statement: words({ name, order, lines, email }),
    at: new Date(withdrawal.toldAt),
  });
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  const key = `acknowledgements/${brand}/${rma}/${sha256}.pdf`;
  await files.putOnce(key, pdf, 'application/pdf');
  return { pdf: key, sha256 };
}

async function statedLines(table: Table, brand: string, rma: string): Promise<string[] | undefined> {
  const found = await loadWithEvents(table, brand, rma);
  const lines = found?.events[0]?.data.lines as { title: string; quantity: number }[] | undefined;
  return lines?.map(goodsLine);
}
