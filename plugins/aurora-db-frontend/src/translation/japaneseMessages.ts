/** Every text of the plugin, in Japanese. A missing key is a type error in `auroraDbTranslationRef`. */
export default {
  'health.alarm': '{{alarm}} が {{since}} からアラーム状態です',
  'health.cpu': 'CPU {{current}} %: {{threshold}} % から{{severity}}です',
  'health.connections':
    '接続数 {{current}} / {{max}} ({{percent}} %): {{threshold}} から{{severity}}です',
  'health.readLatency':
    '読み取りレイテンシー {{current}} ms: {{threshold}} ms から{{severity}}です',
  'health.writeLatency':
    '書き込みレイテンシー {{current}} ms: {{threshold}} ms から{{severity}}です',
  'health.unreachable':
    'ライターから報告がありません。データベースに接続できない可能性があります',
  'health.paused': '一時停止中: 接続がなく、キャパシティは 0 ACU です',
  'health.stopped': '停止中: クラスターの停止中はメトリクスがありません',
  'health.creating':
    '作成中: メトリクスは利用可能になってから 1〜2 分で表示されます',
  'health.failed': 'スタック {{stackName}} の状態は {{stackStatus}} です',
  'health.noData':
    'データはまだありません: CloudWatch にこの期間のデータポイントがありません',
  'health.transition': 'クラスターの状態は {{status}} です',
  'health.clusterMissing':
    'スタック {{stackName}} はありますが、クラスター {{clusterIdentifier}} がありません。CloudFormation の外で削除されました',
  'health.credentials':
    '接続不可: アカウント {{accountId}} の認証情報が拒否されました ({{reason}})',
  'health.throttled':
    'CloudWatch がリクエストを制限しています: {{asOf}} 時点のデータを表示しています',
  'health.throttledNoData':
    'AWS がリクエストを制限しており、以前のデータもありません。1 分後に再試行してください',
  'health.unavailable':
    'AWS に接続できません: {{asOf}} 時点のデータを表示しています',
  'health.unavailableNoData':
    'AWS に接続できず、以前のデータもありません ({{reason}})',
  'health.alarmsUnavailable':
    'アラームの状態を読み取れませんでした ({{reason}})',
  'health.pendingReboot':
    'max_connections はインスタンスの再起動時に {{configured}} に変わります',
  'plan.databaseInsightsCapacity':
    'Database Insights には最小キャパシティ 2 ACU 以上が推奨されます (このデータベースは {{minCapacity}})',
  'plan.maxConnectionsPending':
    'max_connections は {{configured}} に変わりますが、インスタンスを再起動するまで {{live}} のままです',
  'plan.engineVersionSticky':
    'エンジンは {{live}} のままです。アップグレードするには {{wanted}} を明示的に指定してください',
  'card.title': 'Aurora データベース',
  'card.loading': 'データベースの状態を読み込んでいます',
  'card.refresh': '更新',
  'card.retry': '再試行',
  'card.updated': '{{ago}}に更新',
  'card.stale': '古いデータ',
  'card.forbidden.title': 'このデータベースを表示する権限がありません',
  'card.forbidden.description':
    'このエンティティに対する権限 {{permission}} が必要です。データベースの所有者かポータルの管理者に依頼してください。',
  'card.notFound.title': 'このデータベースは存在しません',
  'card.notFound.description':
    'スタックが削除されたか、この環境のアカウントのスタックに当プラグインのタグがありません。カタログには数分以内に反映されます。',
  'card.error.title': 'データベースの状態を読み取れませんでした',
  'card.error.stale':
    '更新できませんでした。{{ago}}に読み取ったデータを表示しています',
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
  'metrics.label': '過去 1 時間のメトリクス',
  'metrics.acu': 'ACU',
  'metrics.connections': '接続数',
  'metrics.cpu': 'CPU',
  'metrics.readLatency': '読取レイテンシー',
  'metrics.writeLatency': '書込レイテンシー',
  'metrics.noData': 'データはまだありません',
  'metrics.of': '/ {{max}}',
  'metrics.minimum': '最小 {{min}}',
  'metrics.pendingReboot': '再起動待ち',
  'metrics.trend': '過去 1 時間の{{metric}}: 最低 {{lowest}}、最高 {{highest}}',
  'reasons.label': '理由',
  'details.status': 'ステータス',
  'details.engine': 'エンジン',
  'details.endpoint': 'エンドポイント',
  'details.readerEndpoint': 'リーダーエンドポイント',
  'details.port': 'ポート',
  'details.members': 'インスタンス',
  'details.backups': 'バックアップ',
  'details.deletionProtection': '削除保護',
  'details.restoredFrom': '復元元',
  'details.none': 'まだありません',
  'details.on': '有効',
  'details.off': '無効',
  'member.writer': 'ライター',
  'member.reader': 'リーダー',
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
  'environments.error': '環境を読み取れませんでした',
  'environments.none':
    'このポータルには環境が設定されていません。app-config の auroraDb.environments を確認してください',
  'environments.capacity': '{{min}}〜{{max}} ACU',
  'environments.singleAz': 'インスタンス 1 台',
  'environments.multiAz': '2 つのアベイラビリティーゾーンにライターとリーダー',
  'environments.protected': '削除保護あり',
  'environments.unprotected': '削除保護なし',
  'environments.local': 'ローカル: お試し用',
  'environments.dev': '開発',
  'environments.stg': 'ステージング: 本番と同等',
  'environments.prod': '本番',
  'capacity.min': '最小キャパシティ (ACU)',
  'capacity.max': '最大キャパシティ (ACU)',
  'capacity.chooseEnvironment': '先に環境を選択してください',
  'capacity.hint':
    '{{lowest}}〜{{highest}} ACU (0.5 刻み)。空欄の場合は {{environment}} の標準値 {{standard}}',
  'capacity.notANumber': 'ACU を数値で入力してください (例: {{standard}})',
  'capacity.outOfBounds':
    '{{value}} ACU は {{environment}} の範囲外です。{{lowest}}〜{{highest}} を選択してください',
  'capacity.steps':
    '{{value}} ACU は 0.5 刻みではありません。{{lower}} か {{upper}} を選択してください',
  'capacity.smallestMax':
    '{{value}} ACU は最大値として小さすぎます。1 以上を選択してください',
  'capacity.minAboveMax':
    '最小値 {{min}} ACU が最大値 {{max}} を超えています。最小値を下げるか、最大値を上げてください',
  'capacity.unknownEnvironment':
    '環境 {{environment}} はこのポータルに設定されていません。別の環境を選択してください',
};
