import { once } from 'node:events';
import { createServer, type IncomingMessage, request as send } from 'node:http';

/** A call of a function to one of the cloud's services. */
export interface Call {
  /** `DynamoDB`, `EventBridge`, `StepFunctions`, `SecretsManager`, `SES`, `S3`. */
  readonly service: string;
  /** `Query`, `TransactWriteItems`, … */
  readonly operation: string;
  readonly status: number;
  readonly request: Record<string, unknown>;
  readonly response: Record<string, unknown>;
  readonly requestBytes: number;
}

export interface Overheard {
  readonly url: string;
  /** Calls since it was last asked. */
  take(): Call[];
  stop(): Promise<void>;
}

const services: Readonly<Record<string, string>> = {
  DynamoDB_20120810: 'DynamoDB',
  AWSEvents: 'EventBridge',
  AWSStepFunctions: 'StepFunctions',
  secretsmanager: 'SecretsManager',
};

function nameOf({ headers, method, url }: IncomingMessage): { service: string; operation: string } {
  const [prefix = '', operation] = String(headers['x-amz-target'] ?? '').split('.');
  if (operation) return { service: services[prefix] ?? prefix, operation };
  return url?.startsWith('/v2/email/')
    ? { service: 'SES', operation: 'SendEmail' }
    : { service: 'S3', operation: `${method}` };
}

/**
 * Stands between functions and the engine, and keeps what goes through: every answer of the table says what it consumed,
 * by table and index. Segments of the state machine are only noted: the bench itself walks the machine.
 */
export async function overhear(engine: string): Promise<Overheard> {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    void gather(request).then(async (body) => {
      const name = nameOf(request);
      const told = jsonOf(body);
      const sent =
        name.service === 'DynamoDB'
          ? Buffer.from(JSON.stringify({ ...told, ReturnConsumedCapacity: 'INDEXES' }))
          : body;
      const answer =
        name.operation === 'StartExecution'
          ? { status: 200, headers: {}, body: Buffer.from('{"executionArn":"bench","startDate":0}') }
          : await forward(engine, request, sent);
      calls.push({
        ...name,
        status: answer.status,
        request: told,
        response: jsonOf(answer.body),
        requestBytes: body.length,
      });
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`,
    take: () => calls.splice(0),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function gather(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function forward(engine: string, { method, url, headers }: IncomingMessage, body: Buffer) {
  const { 'transfer-encoding': _, ...rest } = headers;
  const out = send(`${engine}${url}`, { method, headers: { ...rest, 'content-length': body.length } });
  out.end(body);
  const [answer] = (await once(out, 'response')) as [IncomingMessage];
  const { 'transfer-encoding': __, ...back } = answer.headers;
  return { status: answer.statusCode ?? 500, headers: back, body: await gather(answer) };
}

function jsonOf(body: Buffer): Record<string, unknown> {
  try {
    return JSON.parse(body.toString());
  } catch {
    return {};
  }
}
