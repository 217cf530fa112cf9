import type { readinessTexts } from '@aurora-db/backstage-plugin-aurora-db-common';

/** What the checks of an environment say, in Japanese. */
export const japaneseReadinessTexts: Record<
  keyof typeof readinessTexts,
  string
> = {
  'readiness.unknown': '確認できませんでした: {{reason}}',
  'readiness.late': '{{seconds}} 秒以内に確認できませんでした',
  'readiness.notChecked':
    'このアカウントで使える認証情報がないため、確認していません',
  'readiness.reached': '{{host}} が応答しました',
  'readiness.unreachable': '{{host}} が応答しません: {{reason}}',
  'readiness.noAnswer':
    '{{host}} が {{seconds}} 秒以内に応答しませんでした。ポータルとこのホストの間のネットワークを確認してください',
  'readiness.permissions':
    '{{principal}} は、ポータルのポリシーのアクセス許可をすべて持っています',
  'readiness.cloudFormationPermissions':
    '{{principal}} は、CloudFormation に必要なアクセス許可をすべて持っています',
  'readiness.rootUser':
    '認証情報はアカウント {{accountId}} のルートユーザーのもので、すべてのアクセス許可があります。代わりにロールを使用してください',
  'readiness.permissionMissing':
    '{{principal}} に {{actions}} を許可するポリシーがありません (ステートメント {{statement}})',
  'readiness.withoutLoad':
    '{{principal}} は {{actions}} を呼び出せないため (ステートメント {{statement}})、ポータルはデータベースの負荷を表示しません。それ以外はすべて動作します',
  'readiness.withoutStatements':
    '{{principal}} は {{actions}} を呼び出せないため (ステートメント {{statement}})、ポータルはステートメントの全文のうち先頭の 500 バイトだけを表示します。それ以外はすべて動作します',
  'readiness.withoutLog':
    '{{principal}} は {{actions}} を呼び出せないため (ステートメント {{statement}})、ポータルはデータベースのログを表示しません。それ以外はすべて動作します',
  'readiness.withoutExistingParameters':
    '{{principal}} は {{actions}} を呼び出せないため (ステートメント {{statement}})、ポータルは他のツールで作成されたデータベースの接続数の上限を確認できません。それ以外はすべて動作します',
  'readiness.withoutExistingLoad':
    '{{principal}} は {{actions}} を呼び出せないため (ステートメント {{statement}})、ポータルは他のツールで作成されたデータベースの負荷を表示しません。それ以外はすべて動作します',
  'readiness.withoutExistingStatements':
    '{{principal}} は {{actions}} を呼び出せないため (ステートメント {{statement}})、ポータルは他のツールで作成されたデータベースのステートメントの全文のうち先頭の 500 バイトだけを表示します。それ以外はすべて動作します',
  'readiness.withoutExistingLog':
    '{{principal}} は {{actions}} を呼び出せないため (ステートメント {{statement}})、ポータルは他のツールで作成されたデータベースのログを表示しません。それ以外はすべて動作します',
  'readiness.withoutExistingSnapshots':
    '{{principal}} は {{actions}} を呼び出せないため (ステートメント {{statement}})、ポータルは他のツールで作成されたデータベースのスナップショットを取得できません。それ以外はすべて動作します',
  'readiness.withoutExistingDeletion':
    '{{principal}} は {{actions}} を呼び出せないため (ステートメント {{statement}})、ポータルは他のツールで作成されたデータベースから取得したスナップショットを削除できません。それ以外はすべて動作します',
  'readiness.withoutExistingRestores':
    '{{principal}} は {{actions}} を呼び出せないため (ステートメント {{statement}})、ポータルは他のツールで作成されたデータベースを復元できません。それ以外はすべて動作します',
  'readiness.permissionDenied':
    'ポリシーが {{principal}} に {{actions}} を拒否しています (ステートメント {{statement}})',
  'readiness.permissionOrganization':
    '組織のポリシーにより、{{principal}} は {{actions}} を実行できません (ステートメント {{statement}})',
  'readiness.permissionBoundary':
    '{{principal}} のアクセス許可の境界は {{actions}} を許可していません (ステートメント {{statement}})',
  'readiness.principalUnknown':
    'ポータルの ID が IAM のロールでもユーザーでもないため、アクセス許可を確認できませんでした',
  'readiness.permissionsUnknown':
    '{{principal}} のその他のアクセス許可を確認できませんでした: {{reason}}',
  'readiness.zones': '{{region}} に {{zones}} があります',
  'readiness.zoneMissing':
    '{{region}} にアベイラビリティーゾーン {{zone}} はありません。あるのは {{zones}} です。{{key}} を修正してください',
  'readiness.securityGroups':
    'クライアントのセキュリティグループはネットワーク内にあります: {{groups}}',
  'readiness.functionRoles': '関数のロールが存在します',
  'readiness.defaultKey': 'データベースは AWS 管理のキーで暗号化されます',
  'readiness.key': 'キー {{keyArn}} でデータベースを暗号化できます',
  'readiness.keyMissing':
    '{{region}} にキー {{keyArn}} はありません。作成するか、{{key}} を修正してください',
  'readiness.keyElsewhere':
    'キー {{keyArn}} は {{actual}} にありますが、データベースは {{region}} にあります。{{key}} を修正してください',
  'readiness.keyState':
    'キー {{keyArn}} の状態は {{state}} のため、暗号化に使用できません',
  'readiness.keyUsage':
    'キー {{keyArn}} の用途は {{usage}} です。データベースには ENCRYPT_DECRYPT の対称キーが必要です',
  'readiness.snapshotQuota':
    'アカウントの手動スナップショットは {{limit}} 個中 {{used}} 個です。不要なものを削除するか、クォータの引き上げを申請してください',
  'readiness.noTopic':
    'アラームのトピックが設定されていません。アラームは CloudWatch とポータルでのみ確認できます',
  'readiness.topic': 'アラームのトピック {{topicArn}} が存在します',
  'readiness.topicMissing':
    'アラームのトピック {{topicArn}} がありません。作成するか、{{key}} を修正してください',
  'readiness.topicElsewhere':
    'アラームはアカウント {{accountId}} の {{region}} にありますが、アラームのトピック {{topicArn}} は別の場所にあります。{{key}} を修正してください',
  'readiness.serviceRole': 'RDS のサービスにリンクされたロールが存在します',
  'readiness.serviceRoleLater':
    'アカウントには、RDS のサービスにリンクされたロールがまだありません。最初のデータベースと一緒に RDS が作成します',
  'readiness.serviceRoleMissing':
    'アカウントには RDS のサービスにリンクされたロールがなく、{{principal}} には作成するアクセス許可がありません',
  'readiness.serviceRoleUnknown':
    'アカウントには RDS のサービスにリンクされたロールがありません。{{principal}} が作成できるかどうかは不明です',
  'readiness.cloudFormationRole':
    'CloudFormation はロール {{roleArn}} を引き受けることができます',
  'readiness.cloudFormationRoleMissing':
    'ロール {{roleArn}} がありません。作成するか、{{key}} を修正してください',
  'readiness.cloudFormationRoleTrust':
    '{{roleArn}} の信頼ポリシーは、cloudformation.amazonaws.com がロールを引き受けることを許可していません',
  'readiness.boundary': 'アクセス許可の境界 {{boundaryArn}} が存在します',
  'readiness.boundaryMissing':
    'ポリシー {{boundaryArn}} がありません。作成するか、{{key}} を修正してください',
};
