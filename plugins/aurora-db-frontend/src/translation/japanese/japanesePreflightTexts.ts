import type { preflightTexts } from '@aurora-db/backstage-plugin-aurora-db-common';

/** What the preflight checks say, in Japanese. */
export const japanesePreflightTexts: Record<
  keyof typeof preflightTexts,
  string
> = {
  'preflight.credentials': '認証情報: アカウント {{accountId}} ({{arn}})',
  'preflight.otherAccount':
    '{{environment}} の認証情報はアカウント {{accountId}} ({{arn}}) のものですが、{{key}} は {{configured}} です。aws.accounts に {{configured}} の項目を追加してください',
  'preflight.network': '{{vpcId}} の {{zones}} のサブネット',
  'preflight.networkExports':
    '{{zones}} のサブネットは CloudFormation のエクスポートで指定されています',
  'preflight.entityTaken':
    '{{entityRef}} は {{environment}} の {{name}} のエンティティです。別の名前を選択してください',
  'preflight.networkProblems': '{{problems}}。{{key}} を修正してください',
  'preflight.subnetMissing': '{{region}} にサブネット {{id}} はありません',
  'preflight.subnetElsewhere':
    'サブネット {{id}} は {{configured}} ではなく {{actual}} にあります',
  'preflight.securityGroupMissing':
    '{{region}} にセキュリティグループ {{id}} はありません',
  'preflight.securityGroupElsewhere':
    'セキュリティグループ {{id}} は {{configured}} ではなく {{actual}} にあります',
  'preflight.exportMissing':
    '{{region}} に CloudFormation のエクスポート {{name}} はありません',
  'preflight.exportSubnets':
    'エクスポート {{name}} のサブネットは {{subnets}} 個で、アベイラビリティーゾーンの {{zones}} 個と一致しません',
  'preflight.nothingLeft': '同じ名前のリソースは残っていません',
  'preflight.clusterLeft':
    'クラスター {{clusterIdentifier}} が存在しますが、スタック {{stackName}} に属していません。ポータルは既存のクラスターを引き継ぎません。別の名前を選択してください。アプリケーションが使用していない場合は、クラスターを削除することもできます',
  'preflight.logGroupLeft':
    '以前のデータベースのロググループ {{logGroup}} が残っています。それを削除する (aws logs delete-log-group) か、別の名前を選択してください',
  'preflight.quotas': 'アカウントのクォータの範囲内です',
  'preflight.quotaExceeded':
    'アカウントのクォータ {{quota}} は {{limit}} です (使用数 {{used}}、追加で必要な数 {{needed}})。Service Quotas コンソールでクォータの引き上げを申請するか、不要なリソースを削除してください',
  'preflight.roles':
    '関数のロールには、このデータベースのポリシーをアタッチする余裕があります',
  'preflight.roleMissing':
    'アカウント {{accountId}} にロール {{role}} がありません。作成するか、{{key}} を修正してください',
  'preflight.rolePolicies':
    'ロール {{role}} には管理ポリシーが {{attached}} 個アタッチされています。IAM の上限は {{limit}} 個で、このデータベースにはもう 1 個必要です。Service Quotas コンソールでクォータの引き上げを申請する (最大 {{highest}} 個) か、不要なポリシーをデタッチしてください。{{key}} に owners 付きの項目を追加して、一部のオーナーのデータベースに別のロールを使うこともできます',
  'preflight.policyQuota':
    'アカウント {{accountId}} のカスタマー管理ポリシーは {{limit}} 個中 {{used}} 個が使用済みで、このデータベースにはもう 1 個必要です。Service Quotas コンソールでクォータの引き上げを申請するか、不要なポリシーを削除してください',
  'preflight.rolesUnknown':
    '関数のロールにポリシーをもう 1 個アタッチする余裕があるかどうかを確認できませんでした: {{reason}}',
  'preflight.stackNew': '新しいスタック {{stackName}} を作成します',
  'preflight.stackExists': 'スタック {{stackName}} は更新できます',
  'preflight.stackUndone':
    'スタック {{stackName}} は、作成に失敗したまま残っています。先に削除してから、もう一度作成します',
  'preflight.refused': '{{reason}}',
  'preflight.template':
    'テンプレートは {{bytes}} バイトです (CloudFormation の上限は {{limit}} バイト)',
  'preflight.templateTooLarge':
    'テンプレートは {{bytes}} バイトですが、CloudFormation が直接受け付けるのは {{limit}} バイトまでです。lambdaRoleArns の設定を減らしてください',
  'preflight.snapshotFirst':
    '変更の前にスナップショットを取得します。スナップショットは {{days}} 日後に期限切れになります',
  'preflight.snapshotQuota':
    '変更の前にスナップショットを取得しますが、アカウントの手動スナップショットはクォータの {{limit}} 個に達しています。不要なものを削除するか、Service Quotas コンソールでクォータの引き上げを申請してください',
  'preflight.nameTaken':
    'スタック {{stackName}} はすでに存在します。別の名前を選択してください',
  'preflight.engine': 'エンジン: Aurora PostgreSQL {{engineVersion}}',
  'preflight.engineMissing':
    '{{region}} ではサーバーレスの Aurora PostgreSQL {{engineVersion}} を作成できなくなりました。利用できるバージョン: {{offered}}',
  'preflight.engineUnsupported':
    '復元元の Aurora PostgreSQL {{engineVersion}} はこのポータルの対象外です。対象は {{majors}} (最小バージョン: {{least}}) です。先に復元元をアップグレードするか、復元元を作成したツールで復元してください',
  'preflight.windowUnencrypted':
    '復元元は暗号化されていません。RDS では、特定の時点に復元するときにクラスターを暗号化できません。スナップショットを取得して、そのスナップショットから復元してください (コピーは RDS が暗号化します)',
  'preflight.snapshot':
    'スナップショット {{snapshotId}} ({{time}}) は利用可能です',
  'preflight.snapshotState':
    'スナップショット {{snapshotId}} のステータスは「{{status}}」です。復元できるのは「利用可能」のスナップショットだけです',
  'preflight.restorable':
    '{{earliest}} から {{latest}} までの任意の時点に復元できます',
  'preflight.noOtherRestore': 'このデータベースの他の復元は実行されていません',
  'preflight.otherRestore':
    'このデータベースの別の復元が実行中です: {{target}} ({{since}} から)。終了するまでお待ちください',
};
