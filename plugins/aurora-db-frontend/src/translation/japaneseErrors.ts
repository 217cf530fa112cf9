import type { errorTexts } from '@aurora-db/backstage-plugin-aurora-db-common';

/** The backend's errors, in Japanese. */
export const japaneseErrors: Record<keyof typeof errorTexts, string> = {
  'error.nameTaken':
    'スタック {{stackName}} はすでに存在します。別の名前を選択してください',
  'error.databaseName':
    '{{name}} はデータベースの名前にできません: {{problems}}',
  'error.snapshotUnknown':
    '{{database}} にスナップショット {{snapshotId}} はありません',
  'error.snapshotGone':
    '{{database}} にスナップショット {{snapshotId}} はありません。削除されたか、期限が切れたか、別のデータベースのものです',
  'error.snapshotAutomated':
    '{{snapshotId}} は自動スナップショットです。保持期間の後に RDS が削除し、それより前には削除できません',
  'error.snapshotRunning':
    '{{database}} のスナップショット {{snapshotId}} を作成中です。利用可能になるまでお待ちください',
  'error.snapshotRunningBy':
    '{{user}} が {{database}} のスナップショット {{snapshotId}} を作成中です。利用可能になるまでお待ちください',
  'error.snapshotNotPossible':
    '{{database}} のステータスは「{{status}}」です。スナップショットは利用可能なときに作成できます',
  'error.snapshotQuota':
    'アカウント {{accountId}} が {{region}} で保持できる手動スナップショット {{limit}} 個をすべて使用しています。いくつか削除するか、クォータの引き上げを AWS に申請してください',
  'error.snapshotSameSecond':
    '{{database}} のスナップショット {{snapshotId}} の作成が同じ秒に開始されました。利用可能になるまで待つか、別のラベルを選択してください',
  'error.snapshotSameSecondBy':
    '{{user}} が {{database}} のスナップショット {{snapshotId}} の作成を同じ秒に開始しました。利用可能になるまで待つか、別のラベルを選択してください',
  'error.restoreConfirm':
    'confirm は {{confirm}} ですが、データベースは {{database}} です。復元は行われませんでした',
  'error.restoreBeginning':
    '{{database}} の別の復元を開始しています。実行が始まるまで待って操作履歴で確認するか、{{minutes}} 分後に再試行してください',
  'error.restoreNoBackup':
    '{{database}} は特定の時点へまだ復元できません。最初のバックアップが完了していません',
  'error.restoreNoCluster':
    'クラスター {{clusterIdentifier}} は存在せず、継続的バックアップもありません。スナップショットを復元してください',
  'error.restoreTime':
    '{{time}} は {{database}} を復元できる期間の外です。{{earliest}} から {{latest}} までの時点を選択してください',
  'error.denied':
    '権限 {{permission}} がありません。このポータルの管理者に依頼してください',
  'error.deniedOn':
    '{{resource}} に対する権限 {{permission}} がありません。このポータルの管理者に依頼してください',
  'error.deniedOnOwned':
    '{{resource}} に対する権限 {{permission}} がありません。オーナーまたはこのポータルの管理者に依頼してください',
  'error.entityOfOther':
    'カタログの {{entityRef}} は同じ名前のスタック {{stackName}} のエンティティではありません。データベースのエンティティが登録されるように、カタログから削除してください',
  'error.ownerDiffers':
    'カタログの {{entityRef}} のオーナーは {{claimed}} ですが、データベースのオーナーは {{actual}} です。カタログがまだ更新されていないか、スタック {{stackName}} のエンティティではありません',
  'error.nobody': 'なし',
  'error.databaseUnknown':
    '{{entityRef}} は不明です。{{environment}} のスタック {{stackName}} にこのデータベースはありません',
  'error.entityUnknown': 'カタログに {{entityRef}} はありません',
  'error.entityNoDatabase':
    '{{entityRef}} は設定された環境の Aurora データベースではありません。アノテーション {{environment}} と {{stackName}} を確認してください',
  'error.entityRef':
    '{{field}}: {{value}} はエンティティ参照ではありません。{{kind}}:default/payments のように指定してください',
  'error.restoreOrigin':
    'スタック {{stackName}} は復元されたデータベースのものですが、タグ {{tag}}、出力 {{output}}、またはテンプレートの復元プロパティがポータルの外で変更されており、デプロイするとクラスターが置き換わる可能性があります。CloudFormation で元に戻してください: {{properties}}',
};
