/**
 * Runs in a web page. Sends each request in every way that a page has. A request is `{ marker, url,
 * body }`, with the fields of a form in `body`. Resolves when all requests are sent.
 *
 * @param {{ marker: string, url: string, body: Record<string, string>, headers: Record<string,
 *   string> }[]} requests
 */
export async function attackFromPage(requests) {
  const marked = (url, marker, way) =>
    `${url}${url.includes('?') ? '&' : '?'}via=${marker}-${way}`;

  const load = (tag, attribute, url, more = {}) =>
    new Promise(resolve => {
      const element = Object.assign(document.createElement(tag), more);
      element.onload = resolve;
      element.onerror = resolve;
      element[attribute] = url;
      document.body.append(element);
    });

  const submit = (url, body, method, enctype) =>
    new Promise(resolve => {
      const name = `frame-${Math.random()}`;
      const frame = Object.assign(document.createElement('iframe'), { name });
      const form = Object.assign(document.createElement('form'), {
        action: url,
        method,
        enctype,
        target: name,
      });
      for (const [field, value] of Object.entries(body)) {
        form.append(
          Object.assign(document.createElement('input'), {
            name: field,
            value,
          }),
        );
      }
      document.body.append(frame, form);
      frame.onload = resolve;
      form.submit();
    });

  const send = (url, options) => fetch(url, options).catch(() => undefined);

  const formData = body => {
    const data = new FormData();
    Object.entries(body).forEach(([field, value]) => data.append(field, value));
    return data;
  };

  const webSocket = url =>
    new Promise(resolve => {
      const socket = new WebSocket(url.replace('http:', 'ws:'));
      socket.onopen = resolve;
      socket.onerror = resolve;
    });

  await Promise.all(
    requests.flatMap(({ marker, url, body, headers }) => {
      const to = way => marked(url, marker, way);
      const fields = new URLSearchParams(body);
      // The fields of a GET form replace its query.
      const query = way => ({
        ...Object.fromEntries(new URL(to(way)).searchParams),
        ...body,
      });
      const noCors = {
        mode: 'no-cors',
        method: 'POST',
        credentials: 'include',
      };
      return [
        load('img', 'src', to('img')),
        load('script', 'src', to('script')),
        load('iframe', 'src', to('iframe')),
        load('link', 'href', to('stylesheet'), { rel: 'stylesheet' }),
        load('link', 'href', to('prefetch'), { rel: 'prefetch' }),
        submit(url, query('get-form'), 'get', ''),
        submit(to('form'), body, 'post', 'application/x-www-form-urlencoded'),
        submit(to('text-form'), body, 'post', 'text/plain'),
        submit(to('multipart-form'), body, 'post', 'multipart/form-data'),
        send(to('no-cors-get'), { ...noCors, method: 'GET' }),
        send(to('no-cors-form'), { ...noCors, body: fields }),
        send(to('no-cors-text'), { ...noCors, body: fields.toString() }),
        send(to('no-cors-multipart'), { ...noCors, body: formData(body) }),
        send(to('no-cors-empty'), noCors),
        send(to('cors'), { method: 'POST', body: fields }),
        send(to('preflight'), { method: 'POST', body: fields, headers }),
        send(to('delete'), { method: 'DELETE' }),
        webSocket(to('web-socket')),
        navigator.sendBeacon(to('beacon'), fields),
      ];
    }),
  );
}

/** The ways of sending a request above. */
export const ways = [
  'img',
  'script',
  'iframe',
  'stylesheet',
  'prefetch',
  'get-form',
  'form',
  'text-form',
  'multipart-form',
  'no-cors-get',
  'no-cors-form',
  'no-cors-text',
  'no-cors-multipart',
  'no-cors-empty',
  'cors',
  'preflight',
  'delete',
  'web-socket',
  'beacon',
];
