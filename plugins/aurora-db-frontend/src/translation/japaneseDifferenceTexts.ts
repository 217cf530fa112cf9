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
    'リーダーの数: 復元元は {{sourceReaders}}、復元後のデータベースは {{readers}}',
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
  'difference.port': 'ポートは {{port}} ではなく {{own}} です',
  'difference.backupRetention':
    '自動バックアップの保持期間は {{days}} 日ではなく {{own}} 日です',
  'difference.backupWindow':
    'バックアップウィンドウは {{window}} UTC ではなく {{own}} UTC です',
  'difference.deletionProtectionOn': '削除保護は有効です。復元元では無効です',
  'difference.deletionProtectionOff': '削除保護は無効です。復元元では有効です',
  'difference.iamAuthentication': 'IAM 認証は有効です。復元元では無効です',
  'difference.functionUser':
    '環境の関数は {{user}} としてログインします。復元元にこの PostgreSQL ユーザーがない場合は、復元後に作成してください',
  'difference.encrypted':
    '復元元は暗号化されていません。復元後のデータベースは {{own}} で暗号化されます',
  'difference.key': 'データは {{key}} ではなく {{own}} で暗号化されます',
  'difference.global':
    '復元元はグローバルデータベース {{global}} のメンバーです。復元後のデータベースはメンバーになりません',
  'difference.tags': 'コピーされない復元元のタグ: {{tags}}',
  'difference.parameter':
    '{{parameter}} の値は {{value}} ではなく {{own}} です',
  'difference.parameterUnset':
    '{{parameter}} は設定されません。復元元の値は {{value}} です',
  'difference.parametersAdded':
    '復元元になく、このポータルが設定するパラメータ: {{parameters}}',
  'difference.parametersUnknown':
    'どのパラメータが異なるかは不明です: {{reason}}',
};
