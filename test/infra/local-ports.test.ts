import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import { freePort, isFree, requireFreePorts, startPort } from '../../infra/local/ports.ts';

describe('the ports of a local instance', () => {
  test('are 4566 and the next, or from HOMEWARD_PORT on', () => {
    expect(startPort({})).toBe(4566);
    expect(startPort({ HOMEWARD_PORT: '4600' })).toBe(4600);
  });

  test.each(['', 'x', '80', '65535', '4566.5', '-4566', '1e4'])('HOMEWARD_PORT=%j is refused', (text) => {
    expect(() => startPort({ HOMEWARD_PORT: text })).toThrow('choose a port');
  });

  test.each(['127.0.0.1', '0.0.0.0'])(
    'one that is listened on at %s is taken, and said so in one sentence',
    async (host) => {
      const port = await freePort();
      expect(await isFree(port)).toBe(true);
      const server = createServer();
      await new Promise<void>((resolve) => server.listen(port, host, resolve));
      await expect(requireFreePorts([await freePort(), port])).rejects.toMatchObject({
        name: 'Advice',
        message: expect.stringMatching(new RegExp(`^Port ${port} is taken: .*HOMEWARD_PORT[^\\n]*$`)),
      });
      await new Promise((resolve) => server.close(resolve));
      expect(await isFree(port)).toBe(true);
    },
  );
});
