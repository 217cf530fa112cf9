import { createExtensionTester } from '@backstage/frontend-test-utils';
import {
  EntityContextMenuItemBlueprint,
  EntityIconLinkBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import auroraDbPlugin from '..';
import { renderOnEntityPage } from '../testing/renderOnEntityPage';
import { testCluster, testEntity, testSource } from '../testing/testData';

// An app is started for each test, on machines that may be busy.
jest.setTimeout(180_000);

const entityRef = 'resource:default/goal-mandala-prd';
const names = ['snapshot', 'restore'] as const;

/** Shows what Backstage makes of a context-menu item. */
function MenuItem({ name }: { name: (typeof names)[number] }) {
  const { useProps } = createExtensionTester(
    auroraDbPlugin.getExtension(`entity-context-menu-item:aurora-db/${name}`),
  ).get(EntityContextMenuItemBlueprint.dataRefs.data);
  const { title, disabled, onClick } = useProps();
  return (
    <button disabled={disabled} onClick={() => onClick?.()}>
      {title}
    </button>
  );
}

/** Shows what Backstage makes of an icon link. */
function IconLink({ name }: { name: (typeof names)[number] }) {
  const { label, title, disabled, onClick } = createExtensionTester(
    auroraDbPlugin.getExtension(`entity-icon-link:aurora-db/${name}`),
  ).get(EntityIconLinkBlueprint.dataRefs.useProps)();
  return (
    <a
      href="#link"
      aria-disabled={disabled}
      title={title}
      onClick={event => !disabled && onClick?.(event)}
    >
      {label}
    </a>
  );
}

const press = async (name: string) => {
  const button = await screen.findByRole('button', { name });
  await waitFor(() => expect(button).toBeEnabled());
  await userEvent.click(button);
};

describe('an action of the entity page’s own parts', () => {
  beforeEach(() => localStorage.clear());

  it('takes a snapshot from the context menu', async () => {
    const { api, events } = renderOnEntityPage(<MenuItem name="snapshot" />);
    await press('Snapshot…');
    await press('Take the snapshot');
    await waitFor(() =>
      expect(api.createSnapshot.mock.calls[0]?.[0]).toBe(entityRef),
    );
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(events()).toEqual([
      ['openSnapshot', entityRef, { from: 'menu' }],
      ['takeSnapshot', entityRef, undefined],
    ]);
  });

  it('opens the dialog of a restore from the icon link', async () => {
    const { events } = renderOnEntityPage(<IconLink name="restore" />, {
      api: {
        getCluster: async () =>
          testCluster({
            backup: {
              retentionDays: 30,
              window: '18:00-19:00',
              earliestRestorableTime: '2026-11-23T01:31:05.000Z',
              latestRestorableTime: '2026-11-23T02:31:05.000Z',
            },
          }),
      },
    });
    const link = await screen.findByRole('link', { name: 'Restore…' });
    await waitFor(() => expect(link).toHaveAttribute('aria-disabled', 'false'));
    await userEvent.click(link);
    expect(
      await screen.findByRole('button', { name: 'Show the plan' }),
    ).toBeVisible();
    expect(events()).toEqual([['openRestore', entityRef, { from: 'link' }]]);
  });

  it('says why it is not possible now', async () => {
    renderOnEntityPage(<MenuItem name="snapshot" />, {
      api: { getCluster: async () => testCluster({ status: 'stopped' }) },
    });
    await press('Snapshot…');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Snapshot: the cluster is stopped. It must be available',
    );
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('cannot be chosen without the permission', async () => {
    renderOnEntityPage(
      <>
        <MenuItem name="snapshot" />
        <IconLink name="restore" />
      </>,
      {
        denied: ['aurora-db.snapshot.create', 'aurora-db.restore.create'],
        // Backstage keeps the answers about the other database from earlier tests.
        entity: testSource,
      },
    );
    expect(
      await screen.findByRole('button', {
        name: 'Snapshot… (not permitted)',
      }),
    ).toBeDisabled();
    const link = screen.getByRole('link', { name: 'Restore…' });
    expect(link).toHaveAttribute('aria-disabled', 'true');
    await waitFor(() =>
      expect(link).toHaveAttribute(
        'title',
        expect.stringContaining('aurora-db.restore.create'),
      ),
    );
  });

  it.each(names)('%s is offered for databases only', name => {
    const filters = [
      createExtensionTester(
        auroraDbPlugin.getExtension(
          `entity-context-menu-item:aurora-db/${name}`,
        ),
      ).get(EntityContextMenuItemBlueprint.dataRefs.filterFunction),
      createExtensionTester(
        auroraDbPlugin.getExtension(`entity-icon-link:aurora-db/${name}`),
      ).get(EntityIconLinkBlueprint.dataRefs.filterFunction),
    ];
    for (const filter of filters) {
      expect(filter?.(testEntity)).toBe(true);
      expect(
        filter?.({ ...testEntity, metadata: { name: 'an-s3-bucket' } }),
      ).toBe(false);
    }
  });
});
