import { randomUUID } from 'node:crypto';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { afterEach, beforeAll, describe, expect, inject, test, vi } from 'vitest';
import { createCopyOnce } from '../../shared/adapters/files/copies.ts';
import { createLinks } from '../../shared/adapters/files/links.ts';
import { createFiles } from '../../shared/adapters/files/s3.ts';
import { createUploads, type Upload } from '../../shared/adapters/files/uploads.ts';
import type {} from '../engine/provided.ts';

const { reach } = inject('engine');
// The engine checks a link's signature, with this secret for every account.
const client = new S3Client({ ...reach, credentials: { ...reach.credentials, secretAccessKey: 'test' } });
const bucket = `files-${randomUUID()}`;
const files = createFiles({ bucket, client });
const bytes = new Uint8Array([1, 2, 3]);
const key = 'uploads/lumen/7K3F-9XTB-2MQ4/E1';

beforeAll(async () => {
  await client.send(new CreateBucketCommand({ Bucket: bucket }));
});

describe('the bucket of files', () => {
  test('knows nothing of a file that is not there', async () => {
    expect(await files.head('nothing')).toBeUndefined();
    expect(await files.get('nothing')).toBeUndefined();
  });

  test('never overwrites a file that is put once', async () => {
    expect(await files.putOnce('evidence/lumen/a', bytes, 'image/png')).toBe('written');
    expect(await files.putOnce('evidence/lumen/a', new Uint8Array([9]), 'image/jpeg')).toBe('there');
    expect(await files.get('evidence/lumen/a')).toEqual(bytes);
    expect(await files.head('evidence/lumen/a')).toMatchObject({ bytes: 3, contentType: 'image/png' });
  });

  test('gives a file only as the content that was asked for', async () => {
    await files.putOnce('evidence/lumen/b', bytes, 'image/png');
    const head = await files.head('evidence/lumen/b');
    expect(await files.get('evidence/lumen/b', head?.etag)).toEqual(bytes);
    expect(await files.get('evidence/lumen/b', '"another"')).toBeUndefined();
  });

  test('is read through a link by anybody who has it', async () => {
    await files.putOnce('labels/lumen/c.png', bytes, 'image/png');
    const link = createLinks({ bucket, signer: client.config, endpoint: reach.endpoint });
    const answer = await fetch(await link('labels/lumen/c.png', 60));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
  });

  test('is not read through a link that was changed', async () => {
    const link = createLinks({ bucket, signer: client.config, endpoint: reach.endpoint });
    const url = await link('labels/lumen/c.png', 60);
    expect((await fetch(url.replace('c.png', 'd.png'))).status).toBe(403);
    expect((await fetch(url.replace('Expires=60', 'Expires=6000'))).status).toBe(403);
  });

  test.each([
    ['eu-central-1', 'https://files.s3.eu-central-1.amazonaws.com/labels/lumen/c%20d.png'],
    ['cn-north-1', 'https://files.s3.cn-north-1.amazonaws.com.cn/labels/lumen/c%20d.png'],
  ])('has its host name in the cloud (%s)', async (region, address) => {
    const link = createLinks({ bucket: 'files', signer: { ...client.config, region: async () => region } });
    const url = new URL(await link('labels/lumen/c d.png', 60));
    expect(url.origin + url.pathname).toBe(address);
    expect(url.searchParams.get('X-Amz-Expires')).toBe('60');
  });
});

describe('a copy within the bucket', () => {
  const copy = createCopyOnce({ bucket, signer: client.config, endpoint: reach.endpoint });

  test('is made once; of a file that is gone there is none', async () => {
    await files.putOnce('drafts/lumen/copied', bytes, 'image/png');
    expect(await copy('drafts/lumen/copied', 'evidence/lumen/copied')).toBe('there');
    expect(await copy('drafts/lumen/copied', 'evidence/lumen/copied')).toBe('there');
    expect(await files.get('evidence/lumen/copied')).toEqual(bytes);
    expect(await copy('drafts/lumen/nothing', 'evidence/lumen/nothing')).toBe('gone');
  });

  describe('where the storage answers', () => {
    afterEach(() => vi.unstubAllGlobals());
    const answering = (...statuses: readonly (readonly [number, string?])[]) => {
      const answers = [...statuses];
      const asked = vi.fn(async () => {
        const [status = 500, body = ''] = answers.length > 1 ? (answers.shift() ?? []) : (answers[0] ?? []);
        return new Response(body, { status });
      });
      vi.stubGlobal('fetch', asked);
      return asked;
    };

    test('that somebody is writing it, it is asked again', async () => {
      const asked = answering([409], [409], [412]);
      expect(await copy('a', 'b')).toBe('there');
      expect(asked).toHaveBeenCalledTimes(3);
    });

    test.each([
      ['that somebody is writing it, for ever', 409, ''],
      ['that it is forbidden', 403, ''],
      ['that it began and failed', 200, '<Error><Code>InternalError</Code></Error>'],
    ])('%s, that is told', async (_, status, body) => {
      answering([status, body]);
      await expect(copy('a', 'b')).rejects.toThrow(`The storage answered a copy ${status}`);
    });
  });
});

describe('an upload form', () => {
  const forms = (expiresInSeconds = 600) =>
    createUploads({ bucket, signer: client.config, endpoint: reach.endpoint })({
      key,
      rules: [
        { contentType: 'image/png', maxBytes: 10 },
        { contentType: 'application/pdf', maxBytes: 20 },
      ],
      expiresInSeconds,
      now: new Date(),
    });

  async function submit(
    form: Upload | undefined,
    length: number,
    fields: Record<string, string> = {},
  ): Promise<number> {
    const body = new FormData();
    for (const [name, value] of Object.entries({ ...form?.fields, ...fields })) body.append(name, value);
    body.append('file', new Blob([new Uint8Array(length)]));
    return (await fetch(form?.url ?? '', { method: 'POST', body })).status;
  }

  test('puts a file of its content type at its key', async () => {
    const [png, pdf] = await forms();
    expect(await submit(png, 10)).toBe(204);
    expect(await files.head(key)).toMatchObject({ bytes: 10, contentType: 'image/png' });
    expect(await submit(pdf, 20)).toBe(204);
    expect(await files.head(key)).toMatchObject({ bytes: 20, contentType: 'application/pdf' });
  });

  test.each([
    ['a larger file', 11, {}],
    ['an empty file', 0, {}],
    ['another content type', 5, { 'Content-Type': 'text/html' }],
    ['the content type of another form', 5, { 'Content-Type': 'application/pdf' }],
    ['another key', 5, { key: 'uploads/harbor/7K3F-9XTB-2MQ4/E1' }],
  ])('is refused by the storage for %s', async (_, length, fields) => {
    const [png] = await forms();
    expect(await submit(png, length, fields)).toBeGreaterThanOrEqual(400);
  });

  test.each([
    ['the cloud', {}],
    ['another storage', { endpoint: 'http://localhost:4000', forcePathStyle: true }],
  ])("is signed as the SDK's own library signs it, for %s", async (_, place) => {
    const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'made-up', sessionToken: 'session' };
    const cloud = new S3Client({ region: 'eu-central-1', credentials, ...place });
    const now = new Date();
    vi.useFakeTimers({ now, toFake: ['Date'] });
    const theirs = await createPresignedPost(cloud, {
      Bucket: 'files',
      Key: key,
      Fields: { 'Content-Type': 'image/png' },
      Conditions: [['content-length-range', 1, 10]],
      Expires: 600,
    }).finally(() => vi.useRealTimers());
    const { endpoint } = place as { endpoint?: string };
    const [ours] = await createUploads({ bucket: 'files', signer: cloud.config, endpoint })({
      key,
      rules: [{ contentType: 'image/png', maxBytes: 10 }],
      expiresInSeconds: 600,
      now,
    });
    expect(ours).toMatchObject(theirs);
  });

  test('is refused by the storage when it has expired', async () => {
    const [png] = await forms(-1);
    expect(await submit(png, 5)).toBe(403);
  });
});
