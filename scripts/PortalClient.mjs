/** Longest time for an answer, in milliseconds. A busy machine may need more than half a minute. */
const requestMs = 120_000;

/** Calls a running sample portal as its guest, as a browser would. */
export class PortalClient {
  #token;

  /** @param {string} backendUrl for example http://127.0.0.1:7007 */
  constructor(backendUrl) {
    this.backendUrl = backendUrl;
  }

  /** Returns a token of the guest that is valid for an hour. */
  async signIn() {
    const answer = await this.#fetch('/api/auth/guest/refresh', {
      method: 'POST',
    });
    this.#token = answer.backstageIdentity.token;
    return this.#token;
  }

  async get(path) {
    try {
      return await this.#fetch(path);
    } catch (error) {
      // The server may close an idle connection just when it is reused. A read can be repeated.
      if (error.cause?.code === 'UND_ERR_SOCKET') {
        return this.#fetch(path);
      }
      throw error;
    }
  }

  async post(path, body) {
    return this.#fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  /** Waits until the catalog has an entity, and returns it. */
  async entity(ref, seconds = 60) {
    const [, kind, namespace, name] = /^(\w+):([\w-]+)\/([\w.-]+)$/.exec(ref);
    const until = Date.now() + seconds * 1000;
    for (;;) {
      try {
        return await this.get(
          `/api/catalog/entities/by-name/${kind}/${namespace}/${name}`,
        );
      } catch (error) {
        if (Date.now() > until) {
          throw error;
        }
      }
      await new Promise(resolve => setTimeout(resolve, 500));
    }
  }

  /** Starts a scaffolder task and returns its id. */
  async startTask(template, values) {
    const { id } = await this.post('/api/scaffolder/v2/tasks', {
      templateRef: `template:default/${template}`,
      values,
    });
    return id;
  }

  /** Waits for a task's end and returns it with its log. */
  async finishTask(id, seconds = 600) {
    const until = Date.now() + seconds * 1000;
    for (;;) {
      const task = await this.get(`/api/scaffolder/v2/tasks/${id}`);
      if (['completed', 'failed', 'cancelled'].includes(task.status)) {
        const events = await this.get(`/api/scaffolder/v2/tasks/${id}/events`);
        return {
          ...task,
          log: events.map(event => event.body.message).filter(Boolean),
        };
      }
      if (Date.now() > until) {
        throw new Error(
          `Task ${id} is still ${task.status} after ${seconds} s`,
        );
      }
      await new Promise(resolve => setTimeout(resolve, 250));
    }
  }

  async #fetch(path, options = {}) {
    const response = await fetch(`${this.backendUrl}${path}`, {
      ...options,
      headers: {
        ...options.headers,
        ...(this.#token ? { authorization: `Bearer ${this.#token}` } : {}),
      },
      signal: AbortSignal.timeout(requestMs),
    });
    const text = await response.text();
    if (!response.ok) {
      throw new Error(
        `${options.method ?? 'GET'} ${path} answered ${response.status}: ${text.slice(0, 500)}`,
      );
    }
    return text ? JSON.parse(text) : undefined;
  }
}
