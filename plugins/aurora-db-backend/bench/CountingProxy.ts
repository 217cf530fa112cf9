import {
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http';
import { z } from 'zod';

/** A call of Performance Insights. */
export interface CountedCall {
  resourceId: string;
  at: number;
}

const inputSchema = z.object({ Identifier: z.string() });

/**
 * Passes requests on to aurora-db-local, and counts those to Performance Insights by instance, which
 * aurora-db-local does not.
 */
export class CountingProxy {
  readonly calls: CountedCall[] = [];
  readonly #server: Server;

  static async start(target: string): Promise<CountingProxy> {
    const proxy = new CountingProxy(target);
    await new Promise<void>(resolve => {
      proxy.#server.listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  private constructor(target: string) {
    this.#server = createServer((incoming, answer) => {
      this.#pass(target, incoming, answer).catch(error => {
        answer.writeHead(502).end(String(error));
      });
    });
  }

  get url(): string {
    const address = this.#server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    return `http://127.0.0.1:${port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>(resolve => {
      this.#server.close(() => resolve());
    });
  }

  async #pass(
    target: string,
    incoming: IncomingMessage,
    answer: ServerResponse,
  ): Promise<void> {
    const at = Date.now();
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) {
      chunks.push(Buffer.from(chunk));
    }
    const body = Buffer.concat(chunks);
    if (/^PerformanceInsights/.test(String(incoming.headers['x-amz-target']))) {
      const { Identifier } = inputSchema.parse(JSON.parse(body.toString()));
      this.calls.push({ resourceId: Identifier, at });
    }
    const { method, headers, url } = incoming;
    const outgoing = request(new URL(url ?? '/', target), { method, headers });
    outgoing.on('response', response => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    outgoing.on('error', error => answer.writeHead(502).end(String(error)));
    outgoing.end(body);
  }
}
