import { type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';

export interface Mail {
  from: { name: string; address: string };
  /** Address of one recipient. */
  to: string;
  subject: string;
  html: string;
  text: string;
  /** Labels of the sending statistics; nothing personal. Characters the service does not take become `-`. */
  tags: Record<string, string>;
}

/** This message will never be taken: sending it again changes nothing. */
export class MailRefused extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MailRefused';
  }
}

/** Not taken just now, or not known: sending it again later may help. */
export class MailUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MailUnavailable';
  }
}

/**
 * What SES v2 names when the recipient's address itself is at fault (API reference, SendEmail, Errors): the sender was
 * checked when it was configured. The rest waits for someone or something, and is told to a person when it waits for too
 * long: an identity that is not verified (`MessageRejected`, also in the sandbox), throttling, a paused account, the network.
 */
const refusals = new Set(['BadRequestException']);

/**
 * E-mail by SES v2.
 * @param timeoutSeconds for one call, the client's own retries included
 */
export function createMail({ client, timeoutSeconds = 10 }: { client: SESv2Client; timeoutSeconds?: number }) {
  return {
    /**
     * @returns the mail service's id of the message
     * @throws MailRefused or MailUnavailable
     */
    async send(mail: Mail): Promise<{ messageId: string }> {
      const command = new SendEmailCommand({
        FromEmailAddress: mailbox(mail.from),
        Destination: { ToAddresses: [mail.to] },
        Content: {
          Simple: {
            Subject: { Data: oneLine(mail.subject), Charset: 'UTF-8' },
            Body: { Html: { Data: mail.html, Charset: 'UTF-8' }, Text: { Data: mail.text, Charset: 'UTF-8' } },
            // RFC 3834: absence notes and other automatic answers are not sent back to us.
            Headers: [{ Name: 'Auto-Submitted', Value: 'auto-generated' }],
          },
        },
        EmailTags: Object.entries(mail.tags).map(([name, value]) => ({ Name: tag(name), Value: tag(value) })),
      });
      try {
        const answer = await client.send(command, { abortSignal: AbortSignal.timeout(timeoutSeconds * 1000) });
        return { messageId: answer.MessageId ?? '' };
      } catch (cause) {
        const name = cause instanceof Error ? cause.name : 'unknown error';
        const message = `The mail service answered ${name}`;
        throw refusals.has(name) ? new MailRefused(message, { cause }) : new MailUnavailable(message, { cause });
      }
    },
  };
}

/** A name and an address as one sender; SES takes a name only in ASCII or as encoded words (RFC 2047). */
function mailbox({ name, address }: Mail['from']): string {
  const plain = oneLine(name);
  if (/^[\x20-\x7e]*$/.test(plain)) return `"${plain.replace(/["\\]/g, '\\$&')}" <${address}>`;
  const words: string[] = [];
  // An encoded word has at most 75 characters, 45 bytes of text with the rest around it, and splits no character.
  let bytes = Buffer.alloc(0);
  for (const character of plain) {
    const next = Buffer.from(character);
    if (bytes.length + next.length > 45) {
      words.push(bytes.toString('base64'));
      bytes = Buffer.alloc(0);
    }
    bytes = Buffer.concat([bytes, next]);
  }
  words.push(bytes.toString('base64'));
  return `${words.map((word) => `=?UTF-8?B?${word}?=`).join(' ')} <${address}>`;
}

/** Line breaks in a header begin another header. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim();
}

function tag(text: string): string {
  return text.replace(/[^A-Za-z0-9_-]/g, '-').slice(0, 256) || '-';
}
