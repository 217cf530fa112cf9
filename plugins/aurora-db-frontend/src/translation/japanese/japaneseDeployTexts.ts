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
    '環境 {{environment}} はこのポータルに設定されていません。次から選択してください: {{configured}}',
  'deploy.nameTooLong':
    'name: {{name}} は {{length}} 文字です。クラスターの識別子は 63 文字以内のため、{{environment}} の名前は {{longest}} 文字以内にしてください',
  'deploy.engineMajorUpgrade':
    'データベースのバージョンは {{live}} で、このポータルでは {{wanted}} のような別のメジャーバージョンにアップグレードできません。engineVersion を省略してください。アップグレードするには、RDS コンソールでクラスターを変更してから、もう一度デプロイしてください。ポータルはその時点のバージョンを維持します',
  'deploy.engineUnsupported':
    'エンジンバージョン {{wanted}} はサポートされていません。{{majors}} のいずれか、または正確なバージョン ({{least}} 以降) を選択してください',
  'deploy.engineDowngrade':
    'データベースのバージョンは {{live}} で、Aurora では {{wanted}} に戻せません。engineVersion を省略するか、バージョン {{wanted}} のスナップショットを新しい名前で復元してください',
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
  'synthesis.shuttingDown':
    'バックエンドを停止しています。1 分後に再試行してください',
  'synthesis.ownQueue':
    'リクエストしたテンプレート {{limit}} 件がすでに合成を待っています。いくつか終わってから再試行してください',
  'synthesis.queue':
    'テンプレート {{limit}} 件がすでに合成を待っています。1 分後に再試行してください',
  'synthesis.ended':
    'テンプレートを合成するプロセスが予期せず終了しました ({{how}})。再試行してください',
  'synthesis.slow':
    '{{seconds}} 秒以内に合成が終わらなかったため、中止しました。再試行してください',
  'synthesis.failed': 'テンプレートを合成できません: {{reason}}',
  'delete.notOurs':
    'entityRef: {{entityRef}} はこのポータルのデータベースではありません。resource:default/goal-mandala-dev のように指定してください',
  'delete.ambiguous':
    '削除していません: エンティティ {{entityRef}} のデータベースが {{one}} と {{other}} の両方にあります。削除する方のスタックを CloudFormation コンソールで削除してください',
  'delete.nothing':
    '{{entityRef}} には、アカウント {{accountId}} に削除できるデータベースがありません。スタック {{stackName}} が存在しないか、このエンティティのスタックではありません',
  'delete.protectedInState':
    '{{clusterIdentifier}} の削除保護が有効です。スタックのステータスが {{stackStatus}} の間、このポータルでは無効にできません。RDS コンソールの「変更」で無効にしてから、もう一度削除してください',
  'delete.protectedCluster':
    '{{clusterIdentifier}} の削除保護が有効なため、削除されませんでした。削除するには、フォームの「削除保護を無効にする」をオンにしてください (disableProtection: true)',
  'delete.protectedStack':
    '{{stackName}} の終了保護が有効なため、削除されませんでした。削除するには、フォームの「削除保護を無効にする」をオンにしてください (disableProtection: true)',
  'delete.protectedBoth':
    '{{clusterIdentifier}} の削除保護と {{stackName}} の終了保護が有効なため、削除されませんでした。削除するには、フォームの「削除保護を無効にする」をオンにしてください (disableProtection: true)',
  'delete.keepsNoSnapshot':
    'デプロイ済みの {{stackName}} のテンプレートでは、最終スナップショットが残りません。別の実行がテンプレートを変更しました。その実行が終わるまで待ってから再試行してください',
  'delete.snapshotNotPossible':
    '{{clusterIdentifier}} のステータスが「{{status}}」のため、削除されませんでした。RDS が最終スナップショットを取得できるのは「利用可能」のときだけです。{{wayOut}}。データを残さずに削除するには、フォームの「最終スナップショットを取得」をオフにしてください (finalSnapshot: false)',
  'delete.startCluster':
    'RDS コンソールでクラスターを開始し、利用可能になってから再実行してください',
  'delete.enableKey':
    'KMS キーを有効にし、RDS コンソールでクラスターを開始し、利用可能になってから再実行してください',
  'delete.lookAtCluster':
    'RDS コンソールで確認するか、AWS サポートに復旧を依頼してください',
  'delete.waitForCluster': '利用可能になるまで待ってから再実行してください',
  'delete.snapshotQuota':
    '削除されませんでした。アカウント {{accountId}} は {{region}} の手動スナップショット {{limit}} 個中 {{used}} 個を使用済みで、削除にはさらに {{needed}} 個必要です。不要なものを削除するか、Service Quotas コンソールでクォータの引き上げを申請してください',
  'delete.snapshotRefused':
    '削除されませんでした: {{reason}}。この状態が続く場合は、RDS コンソールで最終スナップショットを取得して {{clusterIdentifier}} を削除してください。その後、再実行すると残りのスタックが削除されます',
  'delete.snapshotFailed':
    '削除前のスナップショットが失敗したため、削除されませんでした: {{reason}}',
  'delete.snapshotsFailed':
    '直近 1 時間に {{clusterIdentifier}} の最終スナップショットが {{count}} 個失敗したため、削除されませんでした。RDS コンソールで確認し、1 時間後に再試行してください',
  'delete.snapshotMissing':
    '{{database}} のスタックは削除されましたが、残るはずの {{clusterIdentifier}} の最終スナップショットが RDS (アカウント {{accountId}}、{{region}}) にありません。スタックのイベントと RDS のスナップショットを確認し、すぐに AWS サポートに問い合わせてください',
  'snapshotRun.failed':
    'スナップショット {{snapshotId}} が失敗しました。再試行するか、RDS コンソールで確認してください',
  'snapshotRun.gone':
    'スナップショット {{snapshotId}} が見つかりません。再試行するか、RDS コンソールで確認してください',
};
