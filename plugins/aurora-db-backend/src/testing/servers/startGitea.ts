import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import express, { type Request, type Response } from 'express';
import { portOf } from './portOf';

/** The only organization there is. */
const organization = 'payments';
const user = { username: 'backstage', password: 'token-of-gitea' };
const authorization = `basic ${Buffer.from(`${user.username}:${user.password}`).toString('base64')}`;

const isKnown = (req: Request) =>
  req.header('authorization')?.replace(/^basic/i, 'basic') === authorization;

/** Serves git's smart HTTP protocol by git itself, over CGI. */
function serveGit(root: string, path: string, req: Request, res: Response) {
  const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
  const { stdout } = spawnSync('git', ['http-backend'], {
    input: body,
    maxBuffer: 64 * 1024 * 1024,
    env: {
      ...process.env,
      GIT_PROJECT_ROOT: root,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: path,
      QUERY_STRING: new URLSearchParams(
        Object.entries(req.query).map(([key, value]) => [key, String(value)]),
      ).toString(),
      REQUEST_METHOD: req.method,
      CONTENT_TYPE: req.header('content-type') ?? '',
      CONTENT_LENGTH: String(body.length),
      REMOTE_USER: user.username,
    },
  });
  const end = stdout.indexOf('\r\n\r\n');
  for (const line of stdout.subarray(0, end).toString().split('\r\n')) {
    const [name = '', value = ''] = line.split(': ');
    if (name === 'Status') {
      res.status(parseInt(value, 10));
    } else {
      res.setHeader(name, value);
    }
  }
  res.end(stdout.subarray(end + 4));
}

/**
 * A stand-in of Gitea on loopback. It has the part of the REST API that Backstage and this plugin's
 * check use, and real git repositories, to push to and to clone from over HTTP.
 */
export async function startGitea() {
  const root = await mkdtemp(join(tmpdir(), 'aurora-db-gitea-'));
  const state = { refusal: 0, isFull: false, hidesFiles: false };
  const folderOf = (owner: string, repo: string) =>
    join(root, owner, `${repo}.git`);
  const app = express();

  app.use('/api/v1', express.json(), (req, res, next) => {
    const refusal = isKnown(req) ? state.refusal : 401;
    if (refusal) {
      res.status(refusal).json({ message: 'refused' });
    } else {
      next();
    }
  });
  app.get('/api/v1/orgs/:owner', (req, res) => {
    res.status(req.params.owner === organization ? 200 : 404).json({});
  });
  app.post('/api/v1/orgs/:owner/repos', (req, res) => {
    const folder = folderOf(req.params.owner, req.body.name);
    if (state.isFull) {
      res.status(422).json({ message: 'the organization has no room left' });
    } else if (existsSync(folder)) {
      res.status(409).json({ message: 'it exists' });
    } else {
      execFileSync('git', ['init', '--quiet', '--bare', folder]);
      execFileSync('git', ['symbolic-ref', 'HEAD', 'refs/heads/main'], {
        cwd: folder,
      });
      res.status(201).json({ private: req.body.private });
    }
  });
  app.get('/api/v1/repos/:owner/:repo', (req, res) => {
    const { owner, repo } = req.params;
    res.status(existsSync(folderOf(owner, repo)) ? 200 : 404).json({});
  });
  app.get('/api/v1/repos/:owner/:repo/contents/:path', (req, res) => {
    const { owner, repo, path } = req.params;
    const { status, stdout } = spawnSync(
      'git',
      ['show', `${String(req.query.ref)}:${path}`],
      { cwd: folderOf(owner, repo) },
    );
    if (status === 0 && !state.hidesFiles) {
      res.json({ encoding: 'base64', content: stdout.toString('base64') });
    } else {
      res.status(404).json({ message: 'no such file' });
    }
  });
  // Backstage looks at the page without credentials for up to 20 s. That of a private repository
  // stays hidden, and Backstage then continues in the same way.
  app.get('/:owner/:repo/src/branch/:branch', (req, res) => {
    const { owner, repo } = req.params;
    res.status(existsSync(folderOf(owner, repo)) ? 200 : 404).end();
  });
  app.use(
    '/:owner/:repo.git',
    express.raw({ type: () => true, limit: '64mb' }),
    (req, res) => {
      if (!isKnown(req)) {
        res.setHeader('WWW-Authenticate', 'Basic realm="Gitea"');
        res.status(401).end();
        return;
      }
      serveGit(root, req.baseUrl + req.path, req, res);
    },
  );

  const server = app.listen(0, '127.0.0.1');
  await new Promise(resolve => server.once('listening', resolve));
  const host = `127.0.0.1:${portOf(server)}`;

  return {
    host,
    /** `integrations` of app-config. */
    integrations: { gitea: [{ host, baseUrl: `http://${host}`, ...user }] },
    /** As the form's field writes it. */
    repoUrl: (repo: string, owner = organization) =>
      `${host}?owner=${owner}&repo=${repo}`,
    /** Clones a repository of the organization as its team would, over HTTP. */
    async clone(repo: string, folder: string) {
      const address = `http://${user.username}:${user.password}@${host}/${organization}/${repo}.git`;
      await promisify(execFile)('git', ['clone', '--quiet', address, folder]);
    },
    /** Has every request refused with a status, from now on; with 0 none. */
    refuse(status: number) {
      state.refusal = status;
    },
    /** Whether no repository can be made, from now on. */
    fill(isFull: boolean) {
      state.isFull = isFull;
    },
    /** Whether its API shows no files, from now on. */
    hideFiles(hidesFiles: boolean) {
      state.hidesFiles = hidesFiles;
    },
    async stop() {
      await new Promise(resolve => server.close(resolve));
      // After a push, git may look for garbage for a moment longer.
      await rm(root, { recursive: true, force: true, maxRetries: 10 });
    },
  };
}
