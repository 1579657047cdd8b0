import { type Api, type ApiAnswer, createApi, expecting } from '../../infra/local/journey/api.ts';

/** Requests under way at once: the engine runs few functions side by side, and those behind the requests need some too. */
const mostAtOnce = 4;

/** A client that waits its turn, and asks again when the platform itself (not our code) had no room for the request. */
export function createPoliteApi(baseUrl: string): Api {
  const api = createApi(baseUrl);
  const waiting: (() => void)[] = [];
  let free = mostAtOnce;

  async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  }

  const call: Api['call'] = async (...asked) => {
    for (;;) {
      const answer = await inTurn(() => api.call(...asked));
      if (!isFull(answer)) return answer;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  };
  return { baseUrl, call, expect: expecting(call) };
}

const isFull = ({ status, body }: ApiAnswer) => status === 429 && body?.Reason === 'ConcurrentInvocationLimitExceeded';
