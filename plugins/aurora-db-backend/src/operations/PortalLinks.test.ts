import { mockServices } from '@backstage/backend-test-utils';
import type { JsonValue } from '@backstage/types';
import { PortalLinks } from './PortalLinks';

const entityRef = 'resource:default/goal-mandala-prd';

function linksWith(extensions: JsonValue) {
  return new PortalLinks(
    mockServices.rootConfig({ data: { app: { extensions } } }),
  );
}

describe('PortalLinks', () => {
  it("are Backstage's paths if the portal configures none", () => {
    const links = new PortalLinks(mockServices.rootConfig());
    expect(links.entity(entityRef)).toBe(
      '/catalog/default/resource/goal-mandala-prd',
    );
    expect(links.task('a/1')).toBe('/create/tasks/a%2F1');
  });

  it.each<[string, JsonValue]>([
    ['has other entries', ['page:catalog', { 'page:home': true }, 7]],
    ['configures other pages', [{ 'page:catalog': { config: { path: '/' } } }]],
    ['is invalid', 'page:catalog/entity'],
  ])("are Backstage's paths if app.extensions %s", (_, extensions) => {
    const links = linksWith(extensions);
    expect(links.entity(entityRef)).toBe(
      '/catalog/default/resource/goal-mandala-prd',
    );
    expect(links.task('1')).toBe('/create/tasks/1');
  });

  it('follow the paths in app.extensions', () => {
    const links = linksWith([
      {
        'page:catalog/entity': {
          config: { path: '/e/:kind/:namespace/:name' },
        },
      },
      { 'page:scaffolder': { config: { path: '/software/' } } },
    ]);
    expect(links.entity(entityRef)).toBe(
      '/e/resource/default/goal-mandala-prd',
    );
    expect(links.task('1')).toBe('/software/tasks/1');
  });
});
