import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, expect, test } from 'vitest';
import { createMail, type Mail } from '../../../shared/adapters/mail/ses.ts';

const ses = mockClient(SESv2Client);
const mail: Mail = {
  from: { name: 'Lumen', address: 'returns@lumen.example' },
  to: 'kim@customer.example',
  subject: 'Your return is approved',
  html: '<p>Hello</p>',
  text: 'Hello',
  tags: { brand: 'lumen', event: 'return.approved' },
};
const send = (changed: Partial<Mail> = {}) =>
  createMail({ client: new SESv2Client({ region: 'eu-central-1' }) }).send({ ...mail, ...changed });
const sent = () => ses.commandCalls(SendEmailCommand)[0]?.args[0].input;

beforeEach(() => {
  ses.reset();
  ses.on(SendEmailCommand).resolves({ MessageId: 'ses-1' });
});

test('a mail goes out as HTML and text, tagged, and is answered by its id', async () => {
  expect(await send()).toEqual({ messageId: 'ses-1' });
  expect(sent()).toMatchObject({
    FromEmailAddress: '"Lumen" <returns@lumen.example>',
    Destination: { ToAddresses: ['kim@customer.example'] },
    Content: {
      Simple: { Subject: { Data: mail.subject }, Body: { Html: { Data: mail.html }, Text: { Data: mail.text } } },
    },
    EmailTags: [
      { Name: 'brand', Value: 'lumen' },
      { Name: 'event', Value: 'return-approved' },
    ],
  });
});

test('neither subject nor sender can bring a header with them', async () => {
  await send({
    subject: 'Hi\r\nBcc: all@customer.example',
    from: { name: 'Lumen"\r\nBcc: x', address: 'a@lumen.example' },
  });
  expect(sent()?.Content?.Simple?.Subject?.Data).toBe('Hi Bcc: all@customer.example');
  expect(sent()?.FromEmailAddress).toBe('"Lumen\\" Bcc: x" <a@lumen.example>');
});

test('a brand’s name beyond ASCII is sent as encoded words, none too long, no letter split', async () => {
  const name = 'Möbelhaus zum Grünen Bäumchen für Gärten und Übergrößen Süd';
  await send({ from: { name, address: 'a@harbor.example' } });
  const words = sent()?.FromEmailAddress?.replace(' <a@harbor.example>', '').split(' ') ?? [];
  expect(words.length).toBeGreaterThan(1);
  const decoded = words.map((word) => {
    expect(word.length).toBeLessThanOrEqual(75);
    const base64 = /^=\?UTF-8\?B\?(.+)\?=$/.exec(word)?.[1] ?? '';
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(base64, 'base64'));
  });
  expect(decoded.join('')).toBe(name);
});

test.each([
  ['MessageRejected', 'MailUnavailable'],
  ['MailFromDomainNotVerifiedException', 'MailUnavailable'],
  ['BadRequestException', 'MailRefused'],
  ['TooManyRequestsException', 'MailUnavailable'],
  ['SendingPausedException', 'MailUnavailable'],
  ['AccountSuspendedException', 'MailUnavailable'],
  ['TimeoutError', 'MailUnavailable'],
])('%s is %s', async (answered, name) => {
  ses.on(SendEmailCommand).rejects(Object.assign(new Error('the service says'), { name: answered }));
  await expect(send()).rejects.toMatchObject({ name, message: `The mail service answered ${answered}` });
});
