import { CloudWatchHarness } from '../testing/startCloudWatch';

const DashboardBody = JSON.stringify({
  widgets: [{ type: 'metric', width: 12, height: 6, properties: {} }],
});

describe('dashboards', () => {
  let cloudWatch: CloudWatchHarness;

  beforeEach(async () => {
    cloudWatch = await CloudWatchHarness.start('2026-11-23T12:00:00Z');
    await cloudWatch.call('PutDashboard', {
      DashboardName: 'goal-mandala-prd',
      DashboardBody,
    });
  });

  afterEach(async () => {
    await cloudWatch.stop();
  });

  it('are returned as they were put', async () => {
    expect(
      await cloudWatch.call('GetDashboard', {
        DashboardName: 'goal-mandala-prd',
      }),
    ).toEqual({
      DashboardArn:
        'arn:aws:cloudwatch::123456789012:dashboard/goal-mandala-prd',
      DashboardName: 'goal-mandala-prd',
      DashboardBody,
    });
    expect(
      await cloudWatch.call('ListDashboards', { DashboardNamePrefix: 'goal' }),
    ).toMatchObject({
      DashboardEntries: [
        {
          DashboardName: 'goal-mandala-prd',
          LastModified: new Date('2026-11-23T12:00:00Z'),
          Size: DashboardBody.length,
        },
      ],
    });
  });

  it('are deleted all or none', async () => {
    await expect(
      cloudWatch.call('DeleteDashboards', {
        DashboardNames: ['goal-mandala-prd', 'nobody'],
      }),
    ).rejects.toMatchObject({
      code: 'ResourceNotFound',
      message: 'Dashboard nobody does not exist',
    });
    await cloudWatch.call('DeleteDashboards', {
      DashboardNames: ['goal-mandala-prd'],
    });
    await expect(
      cloudWatch.call('GetDashboard', { DashboardName: 'goal-mandala-prd' }),
    ).rejects.toMatchObject({ code: 'ResourceNotFound' });
  });

  it('are put with a warning for each member that dashboards do not have', async () => {
    expect(
      await cloudWatch.call('PutDashboard', {
        DashboardName: 'x',
        DashboardBody: JSON.stringify({
          start: '-PT6H',
          titel: 'Shop',
          widgets: [{ type: 'text', properties: {}, hight: 3 }],
        }),
      }),
    ).toEqual({
      DashboardValidationMessages: [
        {
          DataPath: '/titel',
          Message: expect.stringContaining('no member titel'),
        },
        {
          DataPath: '/widgets/0/hight',
          Message: expect.stringContaining('no member hight'),
        },
      ],
    });
  });

  it.each([
    ['{', 'The field DashboardBody must be a valid JSON object'],
    ['{}', '/widgets'],
    ['{"widgets":[],"periodOverride":"never"}', '/periodOverride'],
    ['{"widgets":[{"type":"chart"}]}', '/widgets/0/type'],
    ['{"widgets":[{"type":"text","width":25}]}', '/widgets/0/width'],
  ])('with the body %s are refused, naming %s', async (body, message) => {
    await expect(
      cloudWatch.call('PutDashboard', {
        DashboardName: 'x',
        DashboardBody: body,
      }),
    ).rejects.toMatchObject({
      code: 'InvalidParameterInput',
      message: expect.stringContaining(message),
    });
  });
});
