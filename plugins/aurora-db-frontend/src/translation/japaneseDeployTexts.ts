import type { deployTexts } from '@aurora-db/backstage-plugin-aurora-db-common';

/** The backend's messages about deploys and deletions, in Japanese. */
export const japaneseDeployTexts: Record<keyof typeof deployTexts, string> = {
  'deploy.capacityBounds':
    '{{field}} {{value}} は {{environment}} の範囲外です。{{lowest}}〜{{highest}} ACU を選択してください',
  'deploy.capacityOrder':
    'minCapacity は maxCapacity 以下にしてください (指定: {{minCapacity}}〜{{maxCapacity}})',
  'deploy.capacitySteps':
    '{{field}} は 0.5 ACU 単位で指定してください (指定: {{minCapacity}}〜{{maxCapacity}})',
  'deploy.environmentUnknown':
    '環境 {{environment}} は設定されていません。設定されている環境: {{configured}}',
  'deploy.engineUnsupported':
    'エンジンバージョン {{wanted}} はサポートされていません。{{majors}}、または {{least}} 以降を選択してください',
  'deploy.engineDowngrade':
    'データベースのバージョンは {{live}} です。Aurora では {{wanted}} に戻せません。engineVersion を省略するか、{{wanted}} のスナップショットを新しい名前で復元してください',
  'deploy.engineNotOffered':
    '{{region}} ではサーバーレスの Aurora PostgreSQL {{wanted}} を作成できません。利用できるバージョン: {{offered}}',
  'deploy.engineNoneOffered': '{{least}} 以降はなし',
  'deploy.engineCapacity':
    '{{region}} の Aurora PostgreSQL {{version}} のキャパシティは {{least}}〜{{most}} ACU です。{{minCapacity}}〜{{maxCapacity}} ACU では実行できません',
  'deploy.ownerUnknown':
    'owner: {{entityRef}} がカタログにないか、閲覧する権限がありません。カタログにあるグループまたはユーザーを選択するか、先に登録してください',
  'deploy.ownerKind':
    'owner: {{entityRef}} はグループでもユーザーでもありません。group:default/payments のように指定してください',
  'deploy.systemUnknown':
    'system: {{entityRef}} がカタログにないか、閲覧する権限がありません。カタログにあるシステムを選択するか、先に登録してください',
  'deploy.systemKind':
    'system: {{entityRef}} はシステムではありません。system:default/payments のように指定してください',
  'deploy.snapshotFailed':
    'デプロイ前のスナップショットが失敗したため、何もデプロイされていません: {{reason}}',
  'synthesis.shuttingDown': 'バックエンドを終了しています',
  'synthesis.ownQueue':
    'あなたが要求したテンプレート {{limit}} 件がすでに合成を待っています。いくつか終わるまで待ってから再試行してください',
  'synthesis.queue':
    'テンプレート {{limit}} 件がすでに合成を待っています。1 分後に再試行してください',
  'synthesis.ended':
    'テンプレートを合成するプロセスが予期せず終了しました ({{how}})',
  'synthesis.slow': '合成に {{seconds}} 秒より長くかかったため、中止しました',
  'synthesis.failed': 'テンプレートを合成できません: {{reason}}',
  'delete.notOurs':
    'entityRef: {{entityRef}} はこのポータルのデータベースではありません。resource:default/goal-mandala-dev のように指定してください',
  'delete.nothing':
    '{{entityRef}} には、アカウント {{accountId}} に削除できるデータベースがありません。スタック {{stackName}} が存在しないか、このエンティティのスタックではありません',
  'delete.protectedInState':
    '{{clusterIdentifier}} の削除保護が有効です。スタックのステータスが {{stackStatus}} のため、ここでは無効にできません。RDS コンソールの「変更」で無効にしてから再度削除してください',
  'delete.protectedCluster':
    '{{clusterIdentifier}} の削除保護が有効なため、削除されませんでした。データベースを削除するには、フォームで削除保護を無効にしてください (disableProtection: true)',
  'delete.protectedStack':
    '{{stackName}} の終了保護が有効なため、削除されませんでした。データベースを削除するには、フォームで削除保護を無効にしてください (disableProtection: true)',
  'delete.protectedBoth':
    '{{clusterIdentifier}} の削除保護と {{stackName}} の終了保護が有効なため、削除されませんでした。データベースを削除するには、フォームで削除保護を無効にしてください (disableProtection: true)',
  'delete.keepsNoSnapshot':
    'デプロイ済みの {{stackName}} のテンプレートは最終スナップショットを残しません。その間に別の実行が変更しました。その実行が終わるまで待ってから再試行してください',
  'delete.snapshotNotPossible':
    '{{clusterIdentifier}} のステータスが「{{status}}」のため、削除されませんでした。RDS は利用可能なクラスターの最終スナップショットだけを作成します。{{wayOut}}。データを残さずに削除するには、フォームで最終スナップショットを無効にしてください (finalSnapshot: false)',
  'delete.startCluster':
    'RDS コンソールで開始し、利用可能になってから再実行してください',
  'delete.enableKey':
    'KMS キーを再び有効にし、RDS コンソールで開始し、利用可能になってから再実行してください',
  'delete.lookAtCluster':
    'RDS コンソールで確認してください。AWS サポートに復旧を依頼できます',
  'delete.waitForCluster': '利用可能になるまで待ってから再実行してください',
  'delete.snapshotQuota':
    '最終スナップショットにはあと {{needed}} 個分のクォータが必要なため、削除されませんでした。アカウント {{accountId}} は {{region}} の手動スナップショットのクォータ {{limit}} 個のうち {{used}} 個を使用しています。いくつか削除するか、Service Quotas コンソールでクォータの引き上げを申請してください',
  'delete.snapshotRefused':
    '削除されませんでした: {{reason}}。この状態が続く場合は、RDS コンソールで {{clusterIdentifier}} を最終スナップショットを作成して削除し、残りのスタックのために再実行してください',
  'delete.snapshotFailed':
    '削除前のスナップショットが失敗したため、削除されませんでした: {{reason}}',
  'delete.snapshotsFailed':
    '{{clusterIdentifier}} の最終スナップショットが 1 時間以内に {{count}} 個失敗したため、削除されませんでした。RDS コンソールで確認し、1 時間後に再試行してください',
  'delete.snapshotMissing':
    '{{database}} のスタックは削除されましたが、残すはずだった {{clusterIdentifier}} の最終スナップショットが RDS (アカウント {{accountId}}、{{region}}) にありません。RDS コンソールでスナップショットを、CloudFormation でスタックのイベントを確認し、すぐに AWS サポートに問い合わせてください',
  'snapshotRun.failed':
    'スナップショット {{snapshotId}} が失敗しました。再試行するか、RDS コンソールで確認してください',
  'snapshotRun.gone':
    'スナップショット {{snapshotId}} が存在しません。再試行するか、RDS コンソールで確認してください',
};
