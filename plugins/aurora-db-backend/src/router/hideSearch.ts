import type { RequestHandler } from 'express';

/**
 * Removes the text that a user searches the log for from the address that Backstage logs and
 * audits: it can contain data. The query of the request keeps it.
 */
export const hideSearch: RequestHandler = (request, _response, next) => {
  const [path = '', query = ''] = request.originalUrl.split(/\?(.*)/s);
  const shown = new URLSearchParams(query);
  // Lists and objects have brackets after the name.
  const hidden = [...shown.keys()].filter(name => name.startsWith('search'));
  if (hidden.length > 0) {
    for (const name of hidden) {
      shown.set(name, '-');
    }
    request.originalUrl = `${path}?${shown}`;
  }
  next();
};
