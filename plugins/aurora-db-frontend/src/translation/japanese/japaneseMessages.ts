import { japaneseDeployTexts } from './japaneseDeployTexts';
import { japaneseDifferenceTexts } from './japaneseDifferenceTexts';
import { japaneseErrorTexts } from './japaneseErrorTexts';
import { japaneseActionTexts } from './japaneseActionTexts';
import { japaneseCardTexts } from './japaneseCardTexts';
import { japaneseInputTexts } from './japaneseInputTexts';
import { japaneseInsightTexts } from './japaneseInsightTexts';
import { japanesePreflightTexts } from './japanesePreflightTexts';
import { japaneseReadinessTexts } from './japaneseReadinessTexts';
import { japaneseStackTexts } from './japaneseStackTexts';

/**
 * Every text of the plugin, in Japanese. A missing key is a type error in `auroraDbTranslationRef`.
 */
export default {
  ...japaneseDeployTexts,
  ...japaneseDifferenceTexts,
  ...japaneseErrorTexts,
  ...japaneseInputTexts,
  ...japaneseInsightTexts,
  ...japanesePreflightTexts,
  ...japaneseReadinessTexts,
  ...japaneseStackTexts,
  'health.cpuAlarm': 'CPU が {{since}} からアラーム状態です ({{severity}})',
  'health.connectionsAlarm':
    '接続数が {{since}} からアラーム状態です ({{severity}})',
  'health.readLatencyAlarm':
    '読み取りレイテンシーが {{since}} からアラーム状態です ({{severity}})',
  'health.writeLatencyAlarm':
    '書き込みレイテンシーが {{since}} からアラーム状態です ({{severity}})',
  'health.cpuAlarmNamed':
    'CPU が {{since}} からアラーム状態です ({{severity}}): {{alarm}}、{{condition}}',
  'health.connectionsAlarmNamed':
    '接続数が {{since}} からアラーム状態です ({{severity}}): {{alarm}}、{{condition}}',
  'health.readLatencyAlarmNamed':
    '読み取りレイテンシーが {{since}} からアラーム状態です ({{severity}}): {{alarm}}、{{condition}}',
  'health.writeLatencyAlarmNamed':
    '書き込みレイテンシーが {{since}} からアラーム状態です ({{severity}}): {{alarm}}、{{condition}}',
  'health.alarmNamed':
    '{{alarm}} が {{since}} からアラーム状態です ({{severity}}): {{condition}}',
  'health.compositeAlarm':
    '複合アラーム {{alarm}} が {{since}} からアラーム状態です ({{severity}})',
  'health.conditionThreshold': '{{metric}} {{comparison}} {{threshold}}',
  'health.conditionAboveBand': '{{metric}} が想定範囲より上',
  'health.conditionBelowBand': '{{metric}} が想定範囲より下',
  'health.conditionOutsideBand': '{{metric}} が想定範囲外',
  'health.judgedByPortal':
    '{{metrics}}にはアラームがないため、ポータルのしきい値で判定しています',
  'health.noInstances':
    'クラスターにインスタンスがありません。サーバーは稼働しておらず、メトリクスもありません',
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
  'health.existingMissing': 'クラスター {{clusterIdentifier}} は存在しません',
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
  'health.alarmsUnavailable': 'アラームを取得できませんでした ({{reason}})',
  'health.atMaximum':
    '直近 1 時間の {{percent}}% は最大キャパシティ ({{max}} ACU) で稼働していました',
  'health.pendingReboot':
    'max_connections はインスタンスの再起動時に {{configured}} に変わります',
  'plan.databaseInsightsCapacity':
    'Database Insights では 2 ACU 以上の最小キャパシティが推奨されます (このデータベースは {{minCapacity}} ACU)',
  'plan.maxConnectionsPending':
    'max_connections は {{configured}} に変わりますが、インスタンスを再起動するまで {{live}} のままです',
  'plan.engineVersionSticky':
    'エンジンバージョンは {{live}} のままです。アップグレードするには {{wanted}} を明示的に指定してください',
  'plan.engineMajorKept':
    'エンジンバージョンは {{live}} のままです。app-config の {{wanted}} は新しいデータベースに使用されます。このポータルでは別のメジャーバージョンにアップグレードできません',
  'plan.keySticky':
    '{{database}} の暗号化キーは変わりません ({{live}})。AWS ではクラスターのキーを変更できないためです。{{wanted}} で暗号化するには、新しい名前で復元してください',
  'plan.keyOfAws': 'AWS が管理する KMS キー',
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
  'plan.restoreKeyOfSource':
    'データは復元元の KMS キー {{key}} で暗号化されたままです。独自のキーの場合は、CloudFormation のロールがそのキーを使えるように、キーポリシーで許可してください',
  'operation.created': 'データベースが作成されました',
  'operation.updated': 'データベースが変更されました',
  'operation.deleted': 'データベースとスタックが削除されました',
  'operation.snapshot': 'スナップショット {{snapshotId}}',
  'operation.restoredTo': '{{target}} として復元',
  'operation.restoredFrom': '{{source}} から復元',
  'operation.failed': '{{what}} が失敗しました: {{reason}}',
  ...japaneseCardTexts,
  ...japaneseActionTexts,
};
