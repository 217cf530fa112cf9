import type { differenceTexts } from '@aurora-db/backstage-plugin-aurora-db-common';

/** Japanese texts of how a restored database differs from its source. */
export const japaneseDifferenceTexts: Record<
  keyof typeof differenceTexts,
  string
> = {
  'difference.instanceClasses':
    '復元元のインスタンスクラスは {{classes}} です。復元後のデータベースはサーバーレスで、キャパシティは {{minCapacity}}〜{{maxCapacity}} ACU です',
  'difference.capacity':
    '復元元のキャパシティ {{sourceMin}}〜{{sourceMax}} ACU はこのポータルの対象外です。復元後のデータベースのキャパシティは環境の設定どおり {{minCapacity}}〜{{maxCapacity}} ACU になります',
  'difference.noCapacity':
    '復元元にはインスタンスもキャパシティの設定もありません。復元後のデータベースのキャパシティは {{minCapacity}}〜{{maxCapacity}} ACU です',
  'difference.readers':
    'リーダーの数: 復元元は {{sourceReaders}}、復元後は {{readers}}',
  'difference.versionOfEnvironment':
    '復元後のデータベースは復元元と同じ Aurora PostgreSQL {{engineVersion}} です。{{environment}} の新しいデータベースは {{configured}} です',
  'difference.versionOfSnapshot':
    '復元後のデータベースはスナップショットと同じ Aurora PostgreSQL {{engineVersion}} です。復元元の現在のバージョンは {{live}} です',
  'difference.secret':
    'マスターユーザーは {{username}} のままですが、パスワードは新しくなり、復元後のデータベースのシークレットに保存されます。復元元のシークレットはコピーされません。ほかの PostgreSQL ユーザーのパスワードは変わりません',
  'difference.alarms':
    '復元元のアラームはコピーされません。このポータルが独自のアラームとダッシュボードを作成します',
  'difference.network':
    '復元後のデータベースは {{environment}} のプライベートサブネットに配置され、この環境のセキュリティグループからのみ接続できます。復元元のサブネットとセキュリティグループはコピーされません',
  'difference.port': 'ポート: 復元元は {{port}}、復元後は {{own}}',
  'difference.backupRetention':
    '自動バックアップの保持期間: 復元元は {{days}} 日、復元後は {{own}} 日',
  'difference.backupWindow':
    'バックアップウィンドウ: 復元元は {{window}} UTC、復元後は {{own}} UTC',
  'difference.deletionProtectionOn': '削除保護: 復元元は無効、復元後は有効',
  'difference.deletionProtectionOff': '削除保護: 復元元は有効、復元後は無効',
  'difference.iamAuthentication': 'IAM 認証: 復元元は無効、復元後は有効',
  'difference.functionUser':
    '環境の関数は {{user}} としてログインします。復元元にこの PostgreSQL ユーザーがない場合は、復元後に作成してください',
  'difference.encrypted':
    '復元元は暗号化されていません。復元後のデータベースは暗号化されます (キー: {{own}})',
  'difference.key': '暗号化キー: 復元元は {{key}}、復元後は {{own}}',
  'difference.global':
    '復元元はグローバルデータベース {{global}} のメンバーです。復元後のデータベースはメンバーになりません',
  'difference.tags': 'コピーされない復元元のタグ: {{tags}}',
  'difference.parameter': '{{parameter}}: 復元元は {{value}}、復元後は {{own}}',
  'difference.parameterUnset':
    '{{parameter}}: 復元元は {{value}}、復元後は設定なし',
  'difference.parametersAdded':
    '復元元では設定されておらず、このポータルが設定するパラメータ: {{parameters}}',
  'difference.parametersUnknown':
    '異なるパラメータを確認できませんでした: {{reason}}',
};
