import { createReadStream, readFileSync, readdirSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { pipeline } from 'node:stream';

const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
};

/** Every page of the app is the same document. */
const template = 'index.html.tmpl';

/**
 * Answers requests with the files of a compiled frontend, and with its document for all other
 * paths.
 *
 * @param {string} folder the folder of a build
 * @param {{ context: string, data: object }} config what the pages may know of the configuration
 * @returns {import('node:http').RequestListener}
 */
export function frontendPages(folder, config) {
  const files = new Map(
    readdirSync(join(folder, 'static'), { recursive: true })
      .map(name => join('static', name))
      .filter(name => statSync(join(folder, name)).isFile())
      .map(name => [`/${name}`, join(folder, name)]),
  );
  const document = renderDocument(
    readFileSync(join(folder, template), 'utf8'),
    config,
  );
  const headers = { 'x-content-type-options': 'nosniff' };

  return (request, response) => {
    const [path] = (request.url ?? '/').split('?');
    const file = files.get(path);
    if (!['GET', 'HEAD'].includes(request.method ?? '')) {
      response.writeHead(405, headers).end();
    } else if (file) {
      response.writeHead(200, {
        ...headers,
        'content-type': types[extname(file)] ?? 'application/octet-stream',
        'content-length': statSync(file).size,
        // The names contain a hash of the content.
        'cache-control': 'public, max-age=31536000, immutable',
      });
      if (request.method === 'HEAD') {
        response.end();
      } else {
        pipeline(createReadStream(file), response, () => {});
      }
    } else if (path.startsWith('/static/')) {
      response.writeHead(404, headers).end();
    } else {
      response.writeHead(200, {
        ...headers,
        'content-type': types['.html'],
        'cache-control': 'no-store',
        'content-security-policy': "frame-ancestors 'none'",
      });
      response.end(request.method === 'HEAD' ? undefined : document);
    }
  };
}

function renderDocument(html, config) {
  // No text in the configuration may end the element.
  const json = JSON.stringify([config]).replaceAll('<', '\\u003c');
  return html
    .replaceAll('<%= publicPath %>', '')
    .replace(
      '</head>',
      () => `<script type="backstage.io/config">${json}</script></head>`,
    );
}
