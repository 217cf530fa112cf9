import { japaneseDeployTexts } from './japaneseDeployTexts';
import { japaneseErrors } from './japaneseErrors';
import { japaneseActionTexts } from './japaneseActionTexts';
import { japaneseCardTexts } from './japaneseCardTexts';
import { japaneseFormTexts } from './japaneseFormTexts';
import { japaneseInputs } from './japaneseInputs';
import { japaneseStackTexts } from './japaneseStackTexts';

/**
 * Every text of the plugin, in Japanese. A missing key is a type error in `auroraDbTranslationRef`.
 */
export default {
  ...japaneseDeployTexts,
  ...japaneseErrors,
  ...japaneseInputs,
  ...japaneseStackTexts,
  'health.cpuAlarm': 'CPU が {{since}} からアラーム状態です ({{severity}})',
  'health.connectionsAlarm':
    '接続数が {{since}} からアラーム状態です ({{severity}})',
  'health.readLatencyAlarm':
    '読み取りレイテンシーが {{since}} からアラーム状態です ({{severity}})',
  'health.writeLatencyAlarm':
    '書き込みレイテンシーが {{since}} からアラーム状態です ({{severity}})',
  'health.cpu': 'CPU {{current}}%: {{threshold}}% を超えると{{severity}}です',
  'health.connections':
    '接続数 {{current}} / {{max}} ({{percent}}%): {{threshold}} を超えると{{severity}}です',
  'health.readLatency':
    '読み取りレイテンシー {{current}} ms: {{threshold}} ms を超えると{{severity}}です',
  'health.writeLatency':
    '書き込みレイテンシー {{current}} ms: {{threshold}} ms を超えると{{severity}}です',
  'health.unreachable':
    'ライターインスタンスからメトリクスが届いていません。データベースに接続できない可能性があります',
  'health.paused': '一時停止中: 接続がなく、キャパシティは 0 ACU です',
  'health.stopped':
    '停止済み: クラスターが停止している間はメトリクスがありません',
  'health.creating':
    '作成中: メトリクスは、クラスターが利用可能になってから 1〜2 分で表示されます',
  'health.failed': 'スタック {{stackName}} のステータスは {{stackStatus}} です',
  'health.noData':
    'データはまだありません: CloudWatch にこの期間のデータポイントがありません',
  'health.transition': 'クラスターのステータスは「{{status}}」です',
  'health.clusterMissing':
    'スタック {{stackName}} はありますが、クラスター {{clusterIdentifier}} がありません。CloudFormation の外で削除されました',
  'health.credentials':
    '接続不可: アカウント {{accountId}} の認証情報が AWS に拒否されました ({{reason}})',
  'health.accessDenied':
    '許可されていません: アカウント {{accountId}} の認証情報に権限がありません ({{reason}})',
  'health.throttled':
    'CloudWatch がリクエストを制限しています: {{asOf}} 時点のデータを表示しています',
  'health.throttledNoData':
    'AWS がリクエストを制限しており、以前のデータもありません。1 分後に再試行してください',
  'health.unavailable':
    'AWS に接続できません: {{asOf}} 時点のデータを表示しています',
  'health.unavailableNoData':
    'AWS に接続できず、以前のデータもありません ({{reason}})',
  'health.alarmsUnavailable':
    'アラームの状態を取得できませんでした ({{reason}})',
  'health.atMaximum':
    '直近 1 時間の {{percent}}% は最大の {{max}} ACU で稼働していました',
  'health.pendingReboot':
    'max_connections はインスタンスの再起動時に {{configured}} に変わります',
  'plan.databaseInsightsCapacity':
    'Database Insights では 2 ACU 以上の最小キャパシティが推奨されます (このデータベースは {{minCapacity}} ACU)',
  'plan.maxConnectionsPending':
    'max_connections は {{configured}} に変わりますが、インスタンスを再起動するまで {{live}} のままです',
  'plan.engineVersionSticky':
    'エンジンバージョンは {{live}} のままです。アップグレードするには {{wanted}} を明示的に指定してください',
  'plan.passwordManaged':
    'RDS が新しいマスターパスワードを作成し、RDS が管理するシークレットに保存します。現在のマスターシークレットは CloudFormation が削除します。それを読み取っているクライアントは、以後、新しいシークレットを読み取る必要があります',
  'plan.passwordManagedKept':
    'RDS が新しいマスターパスワードを作成し、RDS が管理するシークレットに保存します。現在のマスターシークレットはスタックの外で Secrets Manager に残りますが、そのパスワードは使えなくなります。それを読み取っているクライアントは、以後、新しいシークレットを読み取る必要があります',
  'plan.passwordGenerated':
    'CloudFormation が新しいマスターパスワードを作成し、スタックの新しいシークレットに保存します。RDS が管理しているシークレットは RDS が削除します。それを読み取っているクライアントは、以後、新しいシークレットを読み取る必要があります',
  'plan.masterSecretRevoked':
    '関数はマスターシークレットを読み取れなくなります。関数は IAM トークンを使って lambda-user としてログインし、接続シークレットからアドレスを読み取ります。マスターシークレットがまだ必要な場合は、環境に masterSecretForFunctions: true を設定してください',
  'plan.restoreOwnCredentials':
    '復元したデータベースは独自のエンドポイントと認証情報を持ちます。接続先を切り替えるまで、アプリケーションは {{source}} を使い続けます',
  'plan.restoreEndpointLatest':
    '復元したデータベースには、復元可能な最新の時点 (通常は RDS が復元を開始する数分前) までにコミットされたデータが含まれます',
  'preflight.credentials': '認証情報: アカウント {{accountId}} ({{arn}})',
  'preflight.otherAccount':
    '{{environment}} の認証情報はアカウント {{accountId}} ({{arn}}) のものですが、{{key}} は {{configured}} です。aws.accounts に {{configured}} の項目を追加してください',
  'preflight.network': '{{vpcId}} の {{zones}} のサブネット',
  'preflight.networkExports':
    '{{zones}} のサブネットは CloudFormation のエクスポートで指定されています',
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
    'エクスポート {{name}} には {{zones}} 個のアベイラビリティーゾーンに対して {{subnets}} 個のサブネットがあります',
  'preflight.nothingLeft': '同じ名前のリソースは残っていません',
  'preflight.clusterLeft':
    'クラスター {{clusterIdentifier}} が存在しますが、スタック {{stackName}} に属していません。別の名前を選択するか、クラスターを削除してください',
  'preflight.logGroupLeft':
    '以前のデータベースのロググループ {{logGroup}} が残っています。削除する (aws logs delete-log-group) か、別の名前を選択してください',
  'preflight.quotas': 'アカウントのクォータの範囲内です',
  'preflight.quotaExceeded':
    'アカウントのクォータ {{quota}} は {{limit}} で、{{used}} が使用中です。さらに {{needed}} 必要です。Service Quotas コンソールで引き上げを申請するか、使われていないリソースを削除してください',
  'preflight.roles':
    '関数のロールには、このデータベースのポリシーをアタッチする余裕があります',
  'preflight.roleMissing':
    'アカウント {{accountId}} にロール {{role}} がありません。作成するか、{{key}} を修正してください',
  'preflight.rolePolicies':
    'ロール {{role}} には管理ポリシーが {{attached}} 個アタッチされています。IAM の上限は {{limit}} 個で、このデータベースにはもう 1 個必要です。Service Quotas コンソールで引き上げを申請する (最大 {{highest}} 個) か、不要なポリシーをデタッチしてください。{{key}} に owners 付きの項目を追加して、一部のオーナーのデータベースに別のロールを使うこともできます',
  'preflight.policyQuota':
    'アカウント {{accountId}} のカスタマー管理ポリシーは {{limit}} 個中 {{used}} 個が使用中で、このデータベースにはもう 1 個必要です。Service Quotas コンソールで引き上げを申請するか、使われていないポリシーを削除してください',
  'preflight.rolesUnknown':
    '関数のロールに別のポリシーをアタッチする余裕があるかどうかは確認できませんでした: {{reason}}',
  'preflight.stackNew': 'スタック {{stackName}} を新規に作成します',
  'preflight.stackExists': 'スタック {{stackName}} は更新できます',
  'preflight.stackUndone':
    'スタック {{stackName}} は失敗した作成の残りです。デプロイ時に削除してから再作成します',
  'preflight.refused': '実行できません: {{reason}}',
  'preflight.template':
    'テンプレートは {{bytes}} バイトです (CloudFormation の上限は {{limit}} バイト)',
  'preflight.templateTooLarge':
    'テンプレートは {{bytes}} バイトですが、CloudFormation が直接受け付けるのは {{limit}} バイトまでです。lambdaRoleArns の設定を減らしてください',
  'preflight.snapshotFirst':
    '変更の前にスナップショットを取得します。スナップショットは {{days}} 日後に期限切れになります',
  'preflight.snapshotQuota':
    '変更の前にスナップショットを取得しますが、アカウントの手動スナップショットはクォータの {{limit}} 個に達しています。不要なものを削除するか、Service Quotas コンソールで引き上げを申請してください',
  'preflight.nameTaken':
    'スタック {{stackName}} はすでに存在します。別の名前を選択してください',
  'preflight.engine': 'エンジン: Aurora PostgreSQL {{engineVersion}}',
  'preflight.engineMissing':
    '{{region}} では Aurora PostgreSQL {{engineVersion}} をサーバーレスとして作成できなくなりました。利用可能: {{offered}}',
  'preflight.snapshot':
    'スナップショット {{snapshotId}} ({{time}}) は利用可能です',
  'preflight.snapshotState':
    'スナップショット {{snapshotId}} のステータスは「{{status}}」です。復元できるのは「利用可能」のスナップショットだけです',
  'preflight.restorable':
    '{{earliest}} から {{latest}} までの任意の時点に復元できます',
  'preflight.noOtherRestore': 'このデータベースの他の復元は実行されていません',
  'preflight.otherRestore':
    'このデータベースの別の復元が実行中です: {{target}} ({{since}} から)。終了するまでお待ちください',
  'operation.created': 'データベースが作成されました',
  'operation.updated': 'データベースが変更されました',
  'operation.deleted': 'データベースとスタックが削除されました',
  'operation.snapshot': 'スナップショット {{snapshotId}}',
  'operation.restoredTo': '{{target}} として復元',
  'operation.restoredFrom': '{{source}} から復元',
  'operation.failed': '失敗 ({{what}}): {{reason}}',
  ...japaneseCardTexts,
  ...japaneseActionTexts,
  ...japaneseFormTexts,
};
