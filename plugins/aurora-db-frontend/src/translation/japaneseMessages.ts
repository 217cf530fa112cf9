import { japaneseDeployTexts } from './japaneseDeployTexts';
import { japaneseErrors } from './japaneseErrors';
import { japaneseInputs } from './japaneseInputs';
import { japaneseStackTexts } from './japaneseStackTexts';
import { startTitles } from './startTitles';

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
  'card.title': 'Aurora データベース',
  'card.loading': 'データベースの状態を読み込んでいます',
  'card.refresh': '更新',
  'card.retry': '再試行',
  'card.updated': '{{ago}}に更新',
  'card.stale': '古いデータ',
  'card.forbidden.title': 'このデータベースを表示する権限がありません',
  'card.forbidden.description':
    'このエンティティに対する権限 {{permission}} が必要です。データベースのオーナーかポータルの管理者に依頼してください。',
  'card.notFound.title': 'このデータベースは存在しません',
  'card.notFound.description':
    'スタックが削除されたか、この環境のアカウントにあるスタックにこのプラグインのタグがありません。カタログには数分以内に反映されます。',
  'card.error.title': 'データベースの状態を取得できませんでした',
  'card.error.stale':
    '更新できませんでした。{{ago}}に取得したデータを表示しています',
  'card.error.and': '。',
  'severity.ok': '正常',
  'severity.warning': '警告',
  'severity.critical': '重大',
  'severity.unknown': '不明',
  'status.available': '利用可能',
  'status.backing-up': 'バックアップ中',
  'status.creating': '作成中',
  'status.deleting': '削除中',
  'status.failed': '失敗',
  'status.failing-over': 'フェイルオーバー中',
  'status.missing': 'クラスターなし',
  'status.modifying': '変更中',
  'status.paused': '一時停止中',
  'status.rebooting': '再起動中',
  'status.starting': '起動中',
  'status.stopped': '停止済み',
  'status.stopping': '停止処理中',
  'status.unknown': '不明',
  'status.upgrading': 'アップグレード中',
  'metrics.label': '直近 1 時間のメトリクス',
  'metrics.acu': 'ACU',
  'metrics.connections': '接続数',
  'metrics.cpu': 'CPU',
  'metrics.readLatency': '読み取りレイテンシー',
  'metrics.writeLatency': '書き込みレイテンシー',
  'metrics.noData': 'データはまだありません',
  'metrics.of': '/ {{max}}',
  'metrics.minimum': '最小 {{min}}',
  'metrics.pendingReboot': '再起動待ち',
  'metrics.trend': '直近 1 時間の{{metric}}: 最小 {{lowest}}、最大 {{highest}}',
  'reasons.label': '問題',
  'details.status': 'ステータス',
  'details.engine': 'エンジン',
  'details.endpoint': 'エンドポイント',
  'details.readerEndpoint': 'リーダーエンドポイント',
  'details.port': 'ポート',
  'details.members': 'インスタンス',
  'details.capacity': 'キャパシティ',
  'details.backups': 'バックアップ',
  'details.deletionProtection': '削除保護',
  'details.restoredFrom': '復元元',
  'details.none': 'まだありません',
  'details.on': '有効',
  'details.off': '無効',
  'capacityUse.monthly': '直近 1 時間の使用量が続くと月額約 {{cost}}',
  'capacityUse.atMaximum': '直近 1 時間の {{share}} は最大キャパシティで稼働',
  'member.writer': 'ライターインスタンス',
  'member.reader': 'リーダーインスタンス',
  'backups.kept_one': '{{count}} 日間保持',
  'backups.kept_other': '{{count}} 日間保持',
  'backups.window': '毎日 {{window}} UTC',
  'backups.restorable': '{{time}} まで復元可能',
  'copy.label': '{{what}}をコピー',
  'copy.done': 'コピーしました',
  'copy.failed':
    'ブラウザーに拒否されました。テキストを選択してコピーしてください',
  'environments.label': '環境',
  'environments.loading': '環境を読み込んでいます',
  'environments.error': '環境を取得できませんでした',
  'environments.none':
    'このポータルには環境が設定されていません。app-config の auroraDb.environments を確認してください',
  'environments.capacity': '{{min}}〜{{max}} ACU',
  'environments.singleAz': 'インスタンス 1 台',
  'environments.multiAz':
    '2 つのアベイラビリティーゾーンにライターインスタンスとリーダーインスタンス',
  'environments.protected': '削除保護あり',
  'environments.unprotected': '削除保護なし',
  'environments.local': 'ローカル: お試し用',
  'environments.dev': '開発',
  'environments.stg': 'ステージング: 本番と同等',
  'environments.prod': '本番',
  'repository.title': 'リポジトリ',
  'repository.host': 'ホスト',
  'repository.owner': 'オーナー',
  'repository.name': '名前',
  'repository.noHost':
    'このポータルは GitHub、GitLab、Gitea と連携していないため、データベースだけを作成します。連携は管理者が app-config の integrations で設定できます。',
  'repository.unknownHost':
    'このポータルは {{host}} にリポジトリを作成できません',
  'repository.wrongOwner':
    'オーナー: ユーザー、組織またはグループを英数字と . _ - で入力してください',
  'repository.wrongName': '名前: 英数字と . _ - で入力してください',
  'capacity.min': '最小キャパシティ (ACU)',
  'capacity.max': '最大キャパシティ (ACU)',
  'capacity.chooseEnvironment': '先に環境を選択してください',
  'capacity.range': '{{lowest}}〜{{highest}}',
  'capacity.hint':
    '{{range}} ACU (0.5 刻み)。空欄の場合は {{environment}} のデフォルト値 {{standard}}',
  'capacity.hintOnly':
    '{{environment}} で指定できるのは {{standard}} ACU だけです。空欄のままにしてください',
  'capacity.notANumber': 'ACU を数値で入力してください (例: {{standard}})',
  'capacity.outOfBounds':
    '{{value}} ACU は {{environment}} の範囲外です。{{range}} を選択してください',
  'capacity.steps':
    '{{value}} ACU は 0.5 刻みではありません。{{lower}} か {{upper}} を選択してください',
  'capacity.minAboveMax':
    '最小値 {{min}} ACU が最大値 {{max}} を超えています。最小値を下げるか、最大値を上げてください',
  'capacity.unknownEnvironment':
    '環境 {{environment}} はこのポータルに設定されていません。別の環境を選択してください',
  'actions.snapshot': 'スナップショットを取得',
  'actions.restore': '復元…',
  'actions.checking': '権限を確認しています',
  'actions.permissionUnknown':
    '権限を確認できませんでした ({{reason}})。ページを再読み込みしてください',
  'actions.denied':
    'このエンティティに対する権限 {{permission}} が必要です。データベースのオーナーに依頼してください',
  'actions.clusterUnknown': 'データベースを読み込んでいます',
  'actions.clusterError': 'データベースを取得できませんでした ({{reason}})',
  'actions.clusterNotAvailable':
    'クラスターのステータスは「{{status}}」です。「利用可能」になるまでお待ちください',
  'actions.quotaUsed':
    'このアカウントとリージョンの手動スナップショットは {{limit}} 個中 {{used}} 個使用済みです。先に 1 つ削除してください',
  'actions.otherRestore':
    '{{target}} としての復元が実行中です。終了するまでお待ちください',
  'actions.nothingToRestore':
    'スナップショットも復元可能な時点もまだありません。最初のバックアップは作成の数分後に行われます',
  'dialog.cancel': 'キャンセル',
  'dialog.back': '戻る',
  'snapshots.title': 'スナップショット',
  'snapshots.loading': 'スナップショットを読み込んでいます',
  'snapshots.refresh': 'スナップショットを更新',
  'snapshots.error': 'スナップショットを取得できませんでした',
  'snapshots.empty':
    'スナップショットはまだありません。リリースの前に取得してください。RDS も毎日バックアップウィンドウで自動的に取得します。',
  'snapshots.quota':
    'このアカウントとリージョンの手動スナップショット: {{used}} / {{limit}}',
  'snapshots.manual': '手動スナップショット',
  'snapshots.automated': '自動',
  'snapshots.release': 'リリース {{release}}',
  'snapshots.expires': '{{time}} に期限切れ',
  'snapshots.kept': '削除するまで保持',
  'snapshots.progress': '{{name}} の進捗',
  'snapshots.notAvailable': '復元できるのは利用可能なスナップショットだけです',
  'snapshots.restore': '{{name}} から復元',
  'snapshots.delete': '{{name}} を削除',
  'snapshots.showAll': '{{total}} 件すべて表示',
  'snapshots.showFewer': '表示を減らす',
  'snapshot.title': 'スナップショットの取得',
  'snapshot.label': 'ラベル',
  'snapshot.labelHint': '取得する理由 (例: マイグレーション前)',
  'snapshot.release': 'リリース',
  'snapshot.releaseHint': 'このスナップショットの直後のリリース (例: v2.4.0)',
  'snapshot.expiresInDays': '削除までの日数',
  'snapshot.neverExpires': '空欄の場合は、ユーザーが削除するまで保持されます',
  'snapshot.expiresOn': '{{date}}に削除されます',
  'snapshot.tooLong': '{{longest}} 文字以内で入力してください',
  'snapshot.invalidCharacters':
    '文字、数字、空白、記号 _.:/=+-@ だけを使用してください',
  'snapshot.reservedPrefix':
    'aws: と rds: は AWS の予約済み接頭辞のため、先頭には使用できません',
  'snapshot.invalidDays': '1〜3,650 の整数で日数を入力してください',
  'snapshot.submit': 'スナップショットを取得',
  'snapshot.beginning': '開始しています…',
  'snapshot.begun': 'スナップショットの取得を開始しました',
  'snapshot.failed': 'スナップショットの取得を開始できませんでした',
  'snapshot.deleteTitle': 'このスナップショットを削除しますか?',
  'snapshot.deleteQuestion':
    '{{time}} のスナップショット {{id}} を完全に削除します。削除後は復元に使用できません。',
  'snapshot.deleteSubmit': 'スナップショットを削除',
  'snapshot.deleting': '削除しています…',
  'snapshot.deleted': 'スナップショットを削除しています',
  'snapshot.deleteFailed': 'スナップショットを削除できませんでした',
  'restore.title': '{{source}} の復元',
  'restore.position': 'ステップ {{number}} / {{total}}',
  'restore.step.source': '復元元の選択',
  'restore.step.plan': '計画の確認',
  'restore.step.confirm': '実行の確認',
  'restore.from': '復元方法',
  'restore.kind.snapshot': 'スナップショットからの復元',
  'restore.kind.time': '特定の時点への復元',
  'restore.kind.latest': '復元可能な最新の時点への復元',
  'restore.noSnapshot': '復元できるスナップショットがありません。',
  'restore.noWindow':
    '復元可能な時点はまだありません。作成の数分後に行われる最初のバックアップ以降の時点に復元できます。',
  'restore.latestHint':
    '復元可能な最新の時点 (通常は RDS が復元を開始する数分前) までにコミットされたデータになります。',
  'restore.snapshot': 'スナップショット',
  'restore.chooseSnapshot': 'スナップショットを選択',
  'restore.searchSnapshot': '検索',
  'restore.slider': '復元する時点',
  'restore.exactTime': '正確な時刻',
  'restore.localTime': '現地時刻 ({{zone}})',
  'restore.outsideWindow':
    '復元可能な期間の外です。{{earliest}} から {{latest}} までの時点を選択してください',
  'restore.name': '新しいデータベースの名前',
  'restore.nameHint':
    '空欄の場合は、復元元と時刻を表す名前になります。環境名は自動的に付きます。',
  'restore.invalidName':
    '英小文字で始まる 3〜40 文字の英小文字、数字、連続しないハイフンで入力してください (例: goal-mandala-2)',
  'restore.showPlan': '計画を表示',
  'restore.blocked':
    'この計画は実行できません。下記の問題を確認し、戻って選択し直してください。',
  'restore.continue': '続ける',
  'restore.summary':
    '{{source}} は変更されず、そのまま稼働し続けます。新しいデータベース {{target}} を別に作成します。料金は作成時点から発生します。',
  'restore.confirm': '確認のため {{source}} と入力してください',
  'restore.confirmHint': '復元元のデータベースの名前を正確に入力してください',
  'restore.submit': '{{target}} として復元',
  'restore.beginning': '開始しています…',
  'restore.failed': '復元を開始できませんでした',
  'restore.begun': '{{target}} としての復元を開始しました',
  'restore.begunHint':
    '数秒でカタログにエンティティが表示されます。進捗は「操作履歴」で確認できます。',
  'restore.open': '復元したデータベースを開く',
  'plan.making':
    '計画を作成しています (10 秒ほどかかることがあります。何も変更されません)',
  'plan.failed': '計画を作成できませんでした',
  'plan.target': '新しいデータベース',
  'plan.cluster': 'クラスター',
  'plan.from': '復元元',
  'plan.capacity': 'キャパシティ',
  'plan.monitoring': '拡張モニタリング',
  'plan.monitoringInterval': '{{seconds}} 秒ごと',
  'plan.cost': '料金',
  'plan.monthly': '月額 {{range}}',
  'plan.warnings': '注意事項',
  'plan.preflight': 'チェック',
  'plan.checkOk': '問題なし:',
  'plan.checkFailed': '問題あり:',
  'plan.changes': '変更',
  'plan.noChanges': '変更はありません。',
  'plan.changesUnknown':
    '変更内容は、すべてのチェックに問題がない場合にだけ表示されます。',
  'plan.action.add_one': '{{count}} 個のリソースを追加',
  'plan.action.add_other': '{{count}} 個のリソースを追加',
  'plan.action.modify_one': '{{count}} 個のリソースを変更',
  'plan.action.modify_other': '{{count}} 個のリソースを変更',
  'plan.action.replace_one': '{{count}} 個のリソースを置換',
  'plan.action.replace_other': '{{count}} 個のリソースを置換',
  'plan.action.remove_one': '{{count}} 個のリソースを削除',
  'plan.action.remove_other': '{{count}} 個のリソースを削除',
  'plan.notAllowed': '{{resource}} ({{type}}) のこの変更は許可されていません',
  'deployPlan.planning':
    '計画を作成中です。表示されるまで待ってから次へ進んでください',
  'deployPlan.impossible':
    'この計画は実行できません。失敗したチェックと許可されていない変更を修正するか、戻って別の値を選択してください',
  'deployPlan.refused':
    '計画は拒否されました。メッセージに従って修正するか、戻って別の値を選択してください',
  'deployPlan.missing':
    '計画がありません。「再試行」を押すか、計画なしで進むチェックボックスをオンにしてください',
  'deployPlan.waive':
    '計画なしで進む (デプロイは何かを変更する前に同じチェックを行います)',
  'deployPlan.again': '計画を再作成',
  'deployPlan.forbiddenTitle': 'このデータベースをデプロイする権限がありません',
  'deployPlan.forbiddenHint':
    'または、戻って別の環境か名前を選択してください。',
  'operations.title': '操作履歴',
  'operations.loading': '操作履歴を読み込んでいます',
  'operations.refresh': '操作履歴を更新',
  'operations.error': '操作履歴を取得できませんでした',
  'operations.empty':
    'このデータベースに対する最近の操作はありません。デプロイ、スナップショット、復元がここに表示されます。',
  'operations.deploy': 'デプロイ',
  'operations.snapshot': 'スナップショット',
  'operations.restore': '復元',
  'operations.delete': '削除',
  'operations.running': '実行中',
  'operations.succeeded': '成功',
  'operations.failed': '失敗',
  'operations.took': '所要時間 {{duration}}',
  'card.titleOf': 'Aurora データベース · {{name}}',
  'card.details': '詳細',
  'facts.label': 'データベースの概要',
  'facts.engine': 'Aurora PostgreSQL {{version}}',
  'facts.and': '、',
  'facts.snapshot': 'スナップショット {{ago}}',
  'details.database': 'データベース',
  'details.secret': 'マスターシークレット',
  'details.connectionSecret': '接続シークレット',
  'details.cluster': 'クラスター',
  'capacityUse.range':
    'この期間の使用量は {{hours}} ACU 時間で、約 {{cost}} です。このペースでは月額 {{monthly}} になります。期間の {{share}} は最大キャパシティで稼働していました。',
  'charts.title': 'メトリクス',
  'charts.range': '期間',
  'charts.ranges.1h': '1 時間',
  'charts.ranges.3h': '3 時間',
  'charts.ranges.12h': '12 時間',
  'charts.ranges.24h': '24 時間',
  'charts.ranges.7d': '7 日間',
  'charts.time': '表示時刻',
  'charts.newest': '最新',
  'charts.gap': 'データなし',
  'charts.none': 'この期間のデータポイントはありません',
  'charts.zone': '時刻はお使いのタイムゾーン ({{zone}}) で表示しています。',
  'charts.summary': '{{metric}}: {{value}}',
  'charts.extremes': '最小 {{lowest}}、最大 {{highest}}',
  'charts.level.minimum': '最小 {{value}}',
  'charts.level.maximum': '上限 {{value}}',
  'charts.level.warning': '{{value}} 超で警告',
  'charts.level.critical': '{{value}} 超で重大',
  'alarms.title': 'アラーム',
  'alarms.empty': 'このデータベースのアラームは CloudWatch にありません。',
  'alarms.unread': 'アラームを取得できませんでした。',
  'alarms.above': '{{metric}}: {{threshold}} 超',
  'alarms.below': '{{metric}}: {{threshold}} 未満',
  'alarms.unreachable': 'ライターインスタンスのメトリクスなし',
  'alarms.since': '{{since}} から{{state}}',
  'alarms.state.OK': '正常',
  'alarms.state.ALARM': 'アラーム状態',
  'alarms.state.INSUFFICIENT_DATA': 'データ不足',
  'connection.title': '接続',
  'connection.psql': 'psql',
  'connection.prisma': 'Prisma',
  'connection.hint':
    'パスワードはマスターシークレットにあります。関数は IAM トークンを使って lambda-user としてログインするため、パスワードは不要です。global-bundle.pem は AWS の認証局の証明書です: {{url}} (aurora-db-local では /_aurora-local/ca.pem)。',
  'configuration.title': '設定',
  'databases.title': startTitles.ja.databases,
  'databases.loading': 'データベースを読み込んでいます',
  'databases.error': 'データベースを取得できませんでした',
  'databases.forbidden.title': 'データベースを表示する権限がありません',
  'databases.forbidden.description':
    '権限 {{permission}} が必要です。ポータルの管理者に依頼してください。',
  'databases.notFound.title': 'このポータルにはデータベースの一覧がありません',
  'databases.notFound.description':
    'バックエンドに aurora-db プラグインがないか、古いバージョンです。ポータルの管理者に問い合わせてください。',
  'databases.empty':
    '閲覧できるデータベースがありません。テンプレートから作成できます。',
  'databases.noneFound': '条件に一致するデータベースはありません。',
  'databases.unavailable':
    '{{environments}} のデータベースを取得できませんでした',
  'databases.nothingElse': '他に表示できるデータベースはありません。',
  'databases.search': '検索',
  'databases.searchHint': '名前、オーナー、ステータス、バージョン',
  'databases.all': 'すべて',
  'databases.never': '—',
  'databases.window': '{{from}}〜{{to}}',
  'databases.unknownCapacity': '— {{limit}}',
  'databases.pages': 'ページ',
  'databases.shown': '{{total}} 件中 {{from}}〜{{to}} 件',
  'databases.previous': '前へ',
  'databases.next': '次へ',
  'databases.column.name': 'データベース',
  'databases.column.environment': '環境',
  'databases.column.severity': '重大度',
  'databases.column.status': 'ステータス',
  'databases.column.capacity': 'ACU',
  'databases.column.engine': 'エンジン',
  'databases.column.owner': 'オーナー',
  'databases.column.lastSnapshot': '最新のスナップショット',
  'databases.column.restorable': '復元可能な期間',
  'dependencies.error': '依存先のデータベースを取得できませんでした',
};
