import { createHash } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import { createCheckUpload } from '../../functions/evidence/check-upload.ts';
import { keyOf } from '../../functions/evidence/object-created.ts';
import type { Files } from '../../shared/adapters/files/s3.ts';
import { evidenceFiles } from '../../shared/evidence/limits.ts';
import type { CheckedUpload } from '../../shared/returns/evidence.ts';
import { pdfFile, pngFile, white } from '../domain/evidence/sample-files.ts';

const place = { brand: 'lumen', rma: '7K3F-9XTB-2MQ4', evidenceId: 'E1' };
const key = 'uploads/lumen/7K3F-9XTB-2MQ4/E1';
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** The bucket, in memory: a key's content is named by its hash. */
function bucketInMemory() {
  const stored = new Map<string, { bytes: Uint8Array; contentType: string }>();
  const fetched: string[] = [];
  const files: Files = {
    head: async (at) => {
      const found = stored.get(at);
      return found && { bytes: found.bytes.length, contentType: found.contentType, etag: sha256(found.bytes) };
    },
    get: async (at, etag) => {
      fetched.push(at);
      const found = stored.get(at);
      return found && (etag === undefined || etag === sha256(found.bytes)) ? found.bytes : undefined;
    },
    putOnce: async (at, bytes, contentType) => {
      if (stored.has(at)) return 'there';
      stored.set(at, { bytes, contentType });
      return 'written';
    },
  };
  return { stored, files, fetched };
}

function arrange(bytes?: Uint8Array, contentType = 'image/png') {
  const bucket = bucketInMemory();
  if (bytes) bucket.stored.set(key, { bytes, contentType });
  const recorded: CheckedUpload[] = [];
  const check = createCheckUpload({
    objects: bucket.files,
    record: async (of, checked) => {
      expect(of).toEqual(place);
      recorded.push(checked);
    },
  });
  return { ...bucket, recorded, check };
}

describe('an uploaded file', () => {
  test('that is good is kept under its hash, and attached', async () => {
    const bytes = pngFile();
    const { check, stored, recorded } = arrange(bytes);
    await check(place);
    const kept = `evidence/lumen/${sha256(bytes)}`;
    expect(stored.get(kept)).toEqual({ bytes, contentType: 'image/png' });
    expect(recorded).toEqual([
      { state: 'attached', contentType: 'image/png', bytes: bytes.length, sha256: sha256(bytes), key: kept },
    ]);
  });

  test('that is told of twice is kept once, with the same result', async () => {
    const { check, stored, recorded } = arrange(pngFile());
    await check(place);
    await check(place);
    expect(stored.size).toBe(2);
    expect(recorded[1]).toEqual(recorded[0]);
  });

  test('that is bad is refused with a reason, and nothing is kept', async () => {
    const { check, stored, recorded } = arrange(pngFile(white));
    await check(place);
    expect(recorded).toEqual([{ state: 'refused', reason: 'blank' }]);
    expect([...stored.keys()]).toEqual([key]);
  });

  test('that is not what it was uploaded as is refused', async () => {
    const { check, recorded } = arrange(await pdfFile(), 'image/png');
    await check(place);
    expect(recorded).toEqual([{ state: 'refused', reason: 'not_as_declared' }]);
  });

  test.each([
    ['too_large', new Uint8Array(evidenceFiles['image/png'].maxBytes + 1), 'image/png'],
    ['type_not_allowed', new Uint8Array(10), 'binary/octet-stream'],
    ['empty', new Uint8Array(), 'image/png'],
  ])('that is %s is refused without being fetched', async (reason, bytes, contentType) => {
    const { check, recorded, fetched } = arrange(bytes, contentType);
    await check(place);
    expect(recorded).toEqual([{ state: 'refused', reason }]);
    expect(fetched).toEqual([]);
  });

  test('that is gone when its event comes is no error, and nothing is recorded', async () => {
    const { check, recorded } = arrange();
    expect(await check(place)).toEqual({ state: 'gone' });
    expect(recorded).toEqual([]);
  });

  test('that is exchanged while it is looked at is left to the event of the other', async () => {
    const { check, stored, files, recorded } = arrange(pngFile());
    vi.spyOn(files, 'head').mockResolvedValueOnce({ bytes: 100, contentType: 'image/png', etag: 'of the first' });
    expect(await check(place)).toEqual({ state: 'gone' });
    expect(recorded).toEqual([]);
    expect([...stored.keys()]).toEqual([key]);
  });

  test('stays in the queue when its result could not be recorded', async () => {
    const { files, stored } = bucketInMemory();
    stored.set(key, { bytes: pngFile(), contentType: 'image/png' });
    const check = createCheckUpload({ objects: files, record: () => Promise.reject(new Error('busy')) });
    await expect(check(place)).rejects.toThrow('busy');
  });
});

describe('the event of an upload', () => {
  const event = {
    version: '0',
    id: '17793124-05d4-b198-2fde-7ededc63b103',
    'detail-type': 'Object Created',
    source: 'aws.s3',
    account: '111122223333',
    time: '2026-11-22T01:02:03Z',
    region: 'eu-central-1',
    resources: ['arn:aws:s3:::files'],
    detail: {
      version: '0',
      bucket: { name: 'files' },
      object: { key, size: 5, etag: 'b1946ac92492d2347c6235b4d2611184', sequencer: '00617F08299329D189' },
      'request-id': 'N4N7GDK58NMKJ12R',
      requester: '123456789012',
      'source-ip-address': '203.0.113.9',
      reason: 'POST Object',
    },
  };

  test('names the key of the file', () => {
    expect(keyOf(JSON.stringify(event))).toBe(key);
  });

  test.each(['', '{}', '{"detail":{"object":{}}}'])('is refused when it is %j', (message) => {
    expect(() => keyOf(message)).toThrow();
  });
});
