import type { differenceTexts } from '@aurora-db/backstage-plugin-aurora-db-common';

/** Japanese texts of how a restored database differs from its source. */
export const japaneseDifferenceTexts: Record<
  keyof typeof differenceTexts,
  string
> = {
  'difference.instanceClasses':
    '復元元のインスタンスクラスは {{classes}} です。復元したデータベースはサーバーレスで、キャパシティは {{minCapacity}}〜{{maxCapacity}} ACU です',
  'difference.capacity':
    '復元元のキャパシティ {{sourceMin}}〜{{sourceMax}} ACU はこのポータルの対象外です。復元したデータベースのキャパシティは環境の設定どおり {{minCapacity}}〜{{maxCapacity}} ACU になります',
  'difference.noCapacity':
    '復元元にはインスタンスもキャパシティの設定もありません。復元したデータベースのキャパシティは {{minCapacity}}〜{{maxCapacity}} ACU です',
  'difference.readers':
    'リーダーの数: 復元元は {{sourceReaders}}、復元したデータベースは {{readers}}',
  'difference.versionOfEnvironment':
    '復元したデータベースは復元元と同じ Aurora PostgreSQL {{engineVersion}} です。{{environment}} の新しいデータベースは {{configured}} です',
  'difference.versionOfSnapshot':
    '復元したデータベースはスナップショットと同じ Aurora PostgreSQL {{engineVersion}} です。復元元の現在のバージョンは {{live}} です',
  'difference.secret':
    'マスターユーザーは {{username}} のままですが、パスワードは新しくなり、復元したデータベースのシークレットに保存されます。復元元のシークレットはコピーされません。ほかの PostgreSQL ユーザーのパスワードは変わりません',
  'difference.alarms':
    '復元元のアラームはコピーされません。このポータルが {{alarms}} 個のアラームとダッシュボードを作成します',
  'difference.network':
    '復元したデータベースは {{environment}} のプライベートサブネットに配置され、この環境のセキュリティグループからのみ接続できます。復元元のサブネットとセキュリティグループはコピーされません',
  'difference.port': 'ポートは {{port}} ではなく {{own}} です',
  'difference.backupRetention':
    '自動バックアップの保持期間は {{days}} 日ではなく {{own}} 日です',
  'difference.backupWindow':
    'バックアップウィンドウは {{window}} UTC ではなく {{own}} UTC です',
  'difference.deletionProtectionOn': '削除保護はオンです。復元元ではオフです',
  'difference.deletionProtectionOff': '削除保護はオフです。復元元ではオンです',
  'difference.iamAuthentication': 'IAM 認証はオンです。復元元ではオフです',
  'difference.functionUser':
    '環境の関数は {{user}} としてログインします。復元元にこの PostgreSQL ユーザーがない場合は、復元後に作成してください',
  'difference.encrypted':
    '復元元は暗号化されていません。復元したデータベースは {{own}} で暗号化されます',
  'difference.key': 'データは {{key}} ではなく {{own}} で暗号化されます',
  'difference.global':
    '復元元はグローバルデータベース {{global}} のメンバーです。復元したデータベースはメンバーになりません',
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
