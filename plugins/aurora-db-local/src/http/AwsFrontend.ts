import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { AwsError } from '../service/AwsService';
import type { ServiceRegistry } from '../service/ServiceRegistry';
import { authenticate, type Caller } from './authenticate';
import type { CallLog } from './CallLog';
import { cborProtocol } from './cborProtocol';
import {
  accessDenied,
  expiredToken,
  internalFailure,
  methodNotAllowed,
  throttling,
} from './commonErrors';
import type { FaultRule, FaultRules } from './FaultRules';
import { jsonProtocol } from './jsonProtocol';
import type { Protocol, WireRequest, WireResponse } from './Protocol';
import { ec2Protocol, queryProtocol } from './queryProtocol';
import { readBody } from './readBody';
import { isS3Request, s3Methods } from './s3/isS3Request';
import { restXmlProtocol } from './s3/restXmlProtocol';

/**
 * Does what AWS's endpoints do: reads the protocol, finds the account, calls the service, and
 * records the call.
 */
export class AwsFrontend {
  readonly #registry: ServiceRegistry;
  readonly #faults: FaultRules;
  readonly #calls: CallLog;
  readonly #log: (message: string) => void;

  constructor(options: {
    registry: ServiceRegistry;
    faults: FaultRules;
    calls: CallLog;
    log(message: string): void;
  }) {
    this.#registry = options.registry;
    this.#faults = options.faults;
    this.#calls = options.calls;
    this.#log = options.log;
  }

  async handle(
    request: IncomingMessage,
    url: URL,
    response: ServerResponse,
  ): Promise<void> {
    const wire: WireRequest = {
      method: request.method ?? 'GET',
      path: pathOf(request, url),
      query: url.searchParams,
      headers: request.headers,
      body: Buffer.alloc(0),
    };
    const requestId = randomUUID();
    const startedAt = Date.now();
    let protocol = protocolOf(wire);
    let caller: Caller | undefined;
    let operation: string | undefined;
    let fault: FaultRule | undefined;
    let answer: WireResponse | undefined;
    let failure: AwsError | undefined;
    try {
      const isS3 = protocol === restXmlProtocol;
      if (!(isS3 ? s3Methods : ['POST']).includes(wire.method)) {
        throw methodNotAllowed(wire.method);
      }
      wire.body = await readBody(request, isS3 ? 'object' : 'call');
      caller = authenticate(wire, new Date(startedAt));
      if (protocol === queryProtocol && caller.signingName === 'ec2') {
        protocol = ec2Protocol;
      }
      operation = protocol.operation(wire);
      fault = this.#faults.strike(caller, operation);
      const call = this.#call.bind(
        this,
        protocol,
        wire,
        caller,
        operation,
        requestId,
      );
      answer =
        fault?.when === 'before'
          ? await this.#struckCall(fault, call, caller, operation)
          : await call();
      if (fault?.when === 'after') {
        answer = await spoil(fault, answer);
      }
    } catch (error) {
      failure = this.#errorOf(error, operation);
      const signingName = caller?.signingName ?? '';
      answer = protocol.failure(failure, {
        signingName,
        requestId,
        request: wire,
      });
    }
    if (caller && operation !== undefined) {
      const known = this.#registry.has(caller.signingName, operation);
      this.#calls.record(
        {
          at: new Date(startedAt),
          requestId,
          accountId: caller.accountId,
          region: caller.region,
          service: caller.signingName,
          operation: printable(operation),
          protocol: protocol.name,
          statusCode: answer?.statusCode,
          errorCode: failure?.code,
          fault: fault?.kind,
          durationMs: Date.now() - startedAt,
        },
        known,
      );
    }
    send(response, answer, requestId, fault);
  }

  async #call(
    protocol: Protocol,
    wire: WireRequest,
    caller: Caller,
    operation: string,
    requestId: string,
  ): Promise<WireResponse> {
    const { signingName, ...identity } = caller;
    const input = this.#registry.has(signingName, operation)
      ? protocol.input(wire, this.#registry.inputOf(signingName, operation))
      : {};
    const output = await this.#registry.call(signingName, operation, input, {
      ...identity,
      requestId,
    });
    const service = this.#registry.get(signingName);
    if (!service) {
      throw new Error(`The service '${signingName}' is not registered.`);
    }
    return protocol.success(output, { service, operation, requestId });
  }

  async #struckCall(
    fault: FaultRule,
    call: () => Promise<WireResponse>,
    { principalArn, signingName }: Caller,
    operation: string,
  ): Promise<WireResponse | undefined> {
    switch (fault.kind) {
      case 'throttle':
        throw throttling();
      case 'expiredToken':
        throw expiredToken();
      case 'accessDenied':
        throw accessDenied(principalArn, signingName, operation);
      case 'slow':
        await sleep(fault.delayMs);
        return call();
      default:
        return spoil(fault);
    }
  }

  #errorOf(error: unknown, operation: string | undefined): AwsError {
    if (error instanceof AwsError) {
      return error;
    }
    this.#log(
      `${operation ?? 'A request'} failed: ${error instanceof Error ? error.stack : String(error)}`,
    );
    return internalFailure(
      'aurora-db-local failed to answer: its log says why.',
    );
  }
}

/** The path as it was sent. A URL would resolve the dots in the key of an object. */
function pathOf(request: IncomingMessage, url: URL): string {
  return isS3Request(request.headers)
    ? (request.url ?? '/').replace(/\?.*$/s, '')
    : url.pathname;
}

function protocolOf({ path, headers }: WireRequest): Protocol {
  if (/^\/service\/[^/]+\/operation\/[^/]+$/.test(path)) {
    return cborProtocol;
  }
  if (isS3Request(headers)) {
    return restXmlProtocol;
  }
  return headers['x-amz-target'] === undefined ? queryProtocol : jsonProtocol;
}

/** The answer for an injected fault; undefined if the connection is to break. */
async function spoil(
  fault: FaultRule,
  answer?: WireResponse,
): Promise<WireResponse | undefined> {
  if (fault.kind === 'error500') {
    throw internalFailure('Injected by aurora-db-local.');
  }
  if (fault.kind === 'malformed') {
    return {
      statusCode: 200,
      headers: answer?.headers ?? { 'content-type': 'text/xml' },
      body: '<{"malformed',
    };
  }
  return undefined;
}

function send(
  response: ServerResponse,
  answer: WireResponse | undefined,
  requestId: string,
  fault?: FaultRule,
): void {
  if (answer) {
    const closing = answer.statusCode === 413 ? { connection: 'close' } : {};
    const allowed = answer.statusCode === 405 ? { allow: 'POST' } : {};
    response.writeHead(answer.statusCode, {
      ...answer.headers,
      'x-amzn-requestid': requestId,
      // The answer to a HEAD request has the length of a body that is not sent.
      'content-length':
        answer.headers['content-length'] ?? Buffer.byteLength(answer.body),
      ...closing,
      ...allowed,
    });
    response.end(answer.body);
  } else if (fault?.kind === 'reset') {
    response.socket?.resetAndDestroy();
  } else if (fault?.delayMs !== undefined) {
    setTimeout(() => response.destroy(), fault.delayMs).unref();
  }
  // A timeout without a delay: the connection stays open until the client or the server closes it.
}

/** Operation names come from the request and appear in logs and reports. */
function printable(operation: string): string {
  return operation.replace(/[^A-Za-z0-9._-]/g, '?').slice(0, 100);
}
