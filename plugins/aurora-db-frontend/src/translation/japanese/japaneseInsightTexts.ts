/** Texts about the load, the log and their causes, in Japanese. */
export const japaneseInsightTexts = {
  'insight.off':
    'Performance Insights が無効なため、負荷は不明です (対象: {{instances}})。auroraDb.environments.{{environment}}.performanceInsights を true にして、データベースを再度デプロイしてください',
  'insight.offInAws':
    'Performance Insights が無効なため、負荷は不明です (対象: {{instances}})。auroraDb.environments.{{environment}}.performanceInsights は true なので、データベースを再度デプロイしてください。変更がない場合は、クラスター {{clusterIdentifier}} の EnablePerformanceInsights を true にしてください',
  'insight.offExisting':
    'Performance Insights が無効なため、負荷は不明です (対象: {{instances}})。インスタンスを作成したツールで、EnablePerformanceInsights を true にしてください',
  'insight.allInstances': 'すべてのインスタンス',
  'insight.accessDenied':
    'ポータルにはアカウント {{accountId}} の Performance Insights を読み取る権限がありません。ポータルのロールに {{action}} を許可してください ({{reason}})',
  'insight.unavailable':
    'Performance Insights から応答がありません: {{reason}}',
  'insight.noInstances': '実行中のインスタンスがないため、負荷はありません',
  'insight.notRunning':
    'データベースの状態が {{status}} のため、負荷はありません',
  'insight.noData': 'この期間の Performance Insights のデータはまだありません',
  'insight.nextMinute':
    'Performance Insights の読み取りは、インスタンスごとに 1 分間に 2 回までです。この期間は {{seconds}} 秒後に表示されます',
  'insight.statementUnknown':
    '{{entityRef}} の直近 {{range}} で負荷の大きい SQL の中に {{statementId}} はありません。負荷を読み込み直すか、より長い期間を選択してください',
  'cause.statement': '負荷の {{percent}}%: {{statement}}',
  'cause.cpuStatement': 'CPU 負荷の {{percent}}%: {{statement}}',
  'cause.wait': '負荷の {{percent}}% が {{wait}} を待っています',
  'cause.waitIn':
    '負荷の {{percent}}% が {{wait}} を待っています。主な SQL: {{statement}}',
  'cause.lock': '{{sessions}} セッションがロックを待っています: {{statement}}',
  'cause.lockOnly': '{{sessions}} セッションがロックを待っています',
  'cause.idle':
    '{{connections}} 接続のうち {{idle}} 接続がアイドル状態です。アプリケーションが、使用しない接続を開いたままにしています',
  'cause.idleInTransaction':
    '{{connections}} 接続のうち {{idle}} 接続がトランザクション内でアイドル状態です。最長は {{minutes}} 分です',
  'cause.idleInTransactionNow':
    '{{connections}} 接続のうち {{idle}} 接続がトランザクション内でアイドル状態です',
  'cause.both': '{{first}} – {{second}}',
  'cause.onInstance': 'インスタンス {{instance}}: {{cause}}',
  'log.exportOff':
    'データベースのログが CloudWatch Logs にエクスポートされていません。データベースを再度デプロイしてください。変更がない場合は、クラスター {{clusterIdentifier}} の EnableCloudwatchLogsExports に postgresql を設定してください',
  'log.exportOffExisting':
    'データベースのログが CloudWatch Logs にエクスポートされていません。クラスター {{clusterIdentifier}} を作成したツールで、EnableCloudwatchLogsExports に postgresql を設定してください',
  'log.groupMissing':
    'ロググループ {{logGroup}} がありません。次のログが出力されるときに RDS が作成します。作成されない場合は、この名前のロググループを作成してください',
  'log.noCluster':
    'データベースのクラスターがないため (状態: {{status}})、ログはありません',
  'log.accessDenied':
    'ポータルにはアカウント {{accountId}} のログを読み取る権限がありません。ポータルのロールに {{logGroup}} に対する {{action}} を許可してください ({{reason}})',
} as const;
