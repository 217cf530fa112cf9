import {
  createMessage,
  type RepositoryHost,
} from '@aurora-db/backstage-plugin-aurora-db-common';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { Stepper } from '@backstage/plugin-scaffolder-react/alpha';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { auroraDbApiRef } from '../api/auroraDbApiRef';
import { fakeAuroraDbApi } from '../testing/fakeAuroraDbApi';
import { readTemplate } from '../testing/readTemplate';
import { RepositoryPicker } from './RepositoryPicker';
import { validateRepository } from './validateRepository';

const hosts: RepositoryHost[] = [
  { host: 'github.com', provider: 'github' },
  { host: 'gitlab.example.com', provider: 'gitlab' },
];
const noCredentials: RepositoryHost = {
  host: 'gitea.example.com',
  provider: 'gitea',
  problem: createMessage('error.repositoryNoCredentials', {
    host: 'gitea.example.com',
    provider: 'gitea',
  }),
};

/** The field of the real template, on its own page. */
function renderField(
  getRepositoryHosts: () => Promise<RepositoryHost[]>,
  repoUrl?: string,
) {
  const onCreate = jest.fn(async () => {});
  const { properties } =
    readTemplate('goal-mandala-db').spec.parameters.find(
      page => 'repoUrl' in page.properties,
    ) ?? {};
  renderInTestApp(
    <Stepper
      manifest={{
        title: 'Aurora database',
        steps: [
          {
            title: 'Application',
            schema: { properties: { repoUrl: { ...properties?.repoUrl } } },
          },
        ],
      }}
      extensions={[
        {
          name: 'AuroraRepositoryPicker',
          component: RepositoryPicker,
          validation: validateRepository,
        },
      ]}
      onCreate={onCreate}
      initialState={repoUrl ? { repoUrl } : undefined}
    />,
    { apis: [[auroraDbApiRef, fakeAuroraDbApi({ getRepositoryHosts })]] },
  );
  return onCreate;
}

const click = async (name: string) =>
  userEvent.click(await screen.findByRole('button', { name }));
const type = async (label: string, text: string) =>
  userEvent.type(await screen.findByRole('textbox', { name: label }), text);

async function create() {
  await click('Review');
  await click('Create');
}

jest.setTimeout(180_000);

describe('the repository of the application', () => {
  it('is composed of its parts', async () => {
    const onCreate = renderField(async () => hosts);
    await type('Owner', 'team');
    await type('Name', 'goal-mandala-api');
    await create();
    await waitFor(() =>
      expect(onCreate).toHaveBeenCalledWith({
        repoUrl: 'github.com?owner=team&repo=goal-mandala-api',
      }),
    );
  });

  it('accepts every host that the portal can publish to', async () => {
    const onCreate = renderField(async () => hosts);
    await click('github.com Host');
    await userEvent.click(
      await screen.findByRole('option', { name: 'gitlab.example.com' }),
    );
    await type('Owner', 'group/team');
    await type('Name', 'api');
    await create();
    await waitFor(() =>
      expect(onCreate).toHaveBeenCalledWith({
        repoUrl: 'gitlab.example.com?owner=group%2Fteam&repo=api',
      }),
    );
  });

  it('is empty if its parts are empty or cleared', async () => {
    const onCreate = renderField(async () => hosts);
    await type('Owner', 'x');
    await userEvent.clear(
      await screen.findByRole('textbox', { name: 'Owner' }),
    );
    await create();
    await waitFor(() => expect(onCreate).toHaveBeenCalledWith({}));
  });

  it.each([
    ['Owner', 'the team', 'Name', 'api', /^Owner: enter a user/],
    ['Owner', 'team', 'Name', 'a/b', /^Name: enter letters/],
    ['Owner', 'team', 'Name', ' ', /^Name: enter letters/],
  ])(
    'stops the form if %s is “%s” and %s is “%s”',
    async (owner, ownerText, name, nameText, complaint) => {
      renderField(async () => hosts);
      await type(owner, ownerText);
      await type(name, nameText);
      await click('Review');
      expect((await screen.findAllByText(complaint)).length).toBeGreaterThan(0);
      expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
    },
  );

  it('stops the form if a link filled in only the host', async () => {
    renderField(async () => hosts, 'github.com');
    await click('Review');
    expect(await screen.findByText(/^Owner: enter a user/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('continues after a correction, without the message', async () => {
    const onCreate = renderField(async () => hosts);
    await type('Owner', 'the team');
    await type('Name', 'api');
    await click('Review');
    await screen.findByText(/^Owner: enter a user/);
    await userEvent.clear(
      await screen.findByRole('textbox', { name: 'Owner' }),
    );
    await type('Owner', 'team');
    await userEvent.tab();
    await waitFor(() =>
      expect(screen.queryByText(/^Owner: enter a user/)).toBeNull(),
    );
    await create();
    await waitFor(() =>
      expect(onCreate).toHaveBeenCalledWith({
        repoUrl: 'github.com?owner=team&repo=api',
      }),
    );
  });

  it('cannot be chosen if the portal has no integration, and the form says why', async () => {
    const onCreate = renderField(async () => []);
    await screen.findByText(/no integration with GitHub, GitLab or Gitea/);
    expect(screen.queryByRole('textbox')).toBeNull();
    await create();
    await waitFor(() => expect(onCreate).toHaveBeenCalledWith({}));
  });

  it('cannot be on a host without credentials, and the form says what to do', async () => {
    const onCreate = renderField(async () => [noCredentials]);
    await screen.findByText(
      /gitea\.example\.com is not offered: an administrator must set its credentials in app-config \(integrations\.gitea\)/,
    );
    expect(screen.queryByRole('textbox')).toBeNull();
    await create();
    await waitFor(() => expect(onCreate).toHaveBeenCalledWith({}));
  });

  it('can be on another host, and the form says why one is not offered', async () => {
    renderField(async () => [noCredentials, ...hosts]);
    await screen.findByText(/gitea\.example\.com is not offered/);
    await click('github.com Host');
    expect(
      (await screen.findAllByRole('option')).map(
        ({ textContent }) => textContent,
      ),
    ).toEqual(['github.com', 'gitlab.example.com']);
  });

  it('stops the form if a link chose a host without credentials', async () => {
    renderField(
      async () => [noCredentials, ...hosts],
      'gitea.example.com?owner=team&repo=api',
    );
    await screen.findByRole('textbox', { name: 'Owner' });
    await click('Review');
    await waitFor(() =>
      expect(
        screen.getAllByText(/gitea\.example\.com is not offered/).length,
      ).toBeGreaterThan(1),
    );
    expect(screen.queryByRole('button', { name: 'Create' })).toBeNull();
  });

  it('can be chosen after a second try if the hosts could not be read', async () => {
    const read = jest
      .fn(async () => hosts)
      .mockRejectedValueOnce(new Error('the backend does not answer'));
    renderField(read);
    await screen.findByText('the backend does not answer');
    await click('Try again');
    expect(
      await screen.findByRole('textbox', { name: 'Owner' }),
    ).toBeInTheDocument();
  });
});
