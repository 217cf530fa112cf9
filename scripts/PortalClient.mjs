/** Speaks to a running sample portal as its guest: what a browser would send, without the browser. */
export class PortalClient {
  #token;

  /** @param {string} backendUrl for example http://127.0.0.1:7007 */
  constructor(backendUrl) {
    this.backendUrl = backendUrl;
  }

  /** Answers the token that others may use in the guest's name; it is good for an hour. */
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
      // A connection that was kept may be closed just as it is used again; whoever only reads may ask twice.
      if (error.cause?.code === 'UND_ERR_SOCKET') {
        return this.#fetch(path);
      }
      throw error;
    }
  }

  /** Waits until the catalog has an entity, and answers it. */
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

  /** Starts a scaffolder task; answers its id. */
  async startTask(template, values) {
    const { id } = await this.#fetch('/api/scaffolder/v2/tasks', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        templateRef: `template:default/${template}`,
        values,
      }),
    });
    return id;
  }

  /** Waits for a task's end; answers it with the lines of its log. */
  async finishTask(id, seconds = 300) {
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
      signal: AbortSignal.timeout(30_000),
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
