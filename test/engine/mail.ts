import type { Reach } from '../../infra/local/engine.ts';

/** An e-mail as the engine took it; attachments are not shown. */
export interface SentMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly at: string;
}

interface Message {
  readonly Source: string;
  readonly To: readonly string[];
  readonly Subject: string;
  readonly BodyText: string;
  readonly BodyHtml: string | null;
  /** Seconds since 1970. */
  readonly Timestamp: number;
}

/** E-mails sent so far, to one address or to all, oldest first. */
export async function sentMail(reach: Reach, to?: string): Promise<readonly SentMail[]> {
  const answer = await fetch(`${reach.endpoint}/_ministack/ses/messages`);
  const { messages } = (await answer.json()) as { messages: Readonly<Record<string, readonly Message[]>> };
  return Object.values(messages)
    .flat()
    .filter((message) => to === undefined || message.To.includes(to))
    .map(({ Source, To, Subject, BodyText, BodyHtml, Timestamp }) => ({
      from: Source,
      to: To,
      subject: Subject,
      text: BodyText,
      ...(BodyHtml === null || BodyHtml === '' ? {} : { html: BodyHtml }),
      at: new Date(Timestamp * 1000).toISOString(),
    }));
}
