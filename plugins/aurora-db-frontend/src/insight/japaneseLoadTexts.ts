/** The texts of the load and the statements, in Japanese. */
export default {
  'load.title': '負荷',
  'load.loading': 'データベースの負荷を読み込んでいます',
  'load.refresh': '負荷を更新',
  'load.error': '負荷を取得できませんでした',
  'load.forbidden.title': 'このデータベースの負荷を表示する権限がありません',
  'load.forbidden.description':
    'このエンティティに対する権限 {{permission}} が必要です。データベースのオーナーかポータルの管理者に依頼してください。',
  'load.unavailable': '表示できる負荷がありません',
  'load.older': '新しい負荷のデータはありません',
  'load.soon': '負荷はまもなく表示されます',
  'load.none':
    'この期間にアクティブなセッションはありません。データベースへの負荷はありませんでした。',
  'load.sessions': '平均アクティブセッション数',
  'load.value_one': 'アクティブセッション {{load}}',
  'load.value_other': 'アクティブセッション {{load}}',
  'load.valueOfCapacity_one':
    'アクティブセッション {{load}} / {{capacity}} vCPU',
  'load.valueOfCapacity_other':
    'アクティブセッション {{load}} / {{capacity}} vCPU',
  'load.gap': 'データなし',
  'load.newest': '最新',
  'load.capacity':
    '破線はキャパシティ ({{capacity}} vCPU) です。1 つの vCPU が同時に実行できるのは 1 セッションです。負荷が破線を超えると、セッションは待機します。',
  'load.capacityAbove':
    'キャパシティ ({{capacity}} vCPU) はグラフの範囲より上です。1 つの vCPU が同時に実行できるのは 1 セッションです。',
  'load.legend': '待機クラス別の負荷',
  'load.waits': '上位の待機イベント ({{time}})',
  'load.noWaits': 'アクティブなセッションはありません。',
  'load.wait': '{{name}} {{load}}',
  'load.kind.cpu': 'CPU',
  'load.kind.io': 'I/O',
  'load.kind.lock': 'ロック',
  'load.kind.lwlock': '軽量ロック',
  'load.kind.client': 'クライアント',
  'load.kind.other': 'その他',
  'load.summary.cpu':
    'この期間の負荷の {{percent}} は CPU で実行中のセッションによるもので、待機はしていません。',
  'load.summary.io':
    'この期間の負荷の {{percent}} は I/O 待ちで、その大半は {{wait}} です。',
  'load.summary.lock':
    'この期間の負荷の {{percent}} はロック待ちで、その大半は {{wait}} です。',
  'load.summary.lwlock':
    'この期間の負荷の {{percent}} は軽量ロック待ちで、その大半は {{wait}} です。',
  'load.summary.client':
    'この期間の負荷の {{percent}} はクライアント待ちで、その大半は {{wait}} です。',
  'load.summary.other':
    'この期間の負荷の {{percent}} はその他の待機で、その大半は {{wait}} です。',
  'load.sentences': '{{greatest}}{{highest}}',
  'load.summary.highest':
    '負荷の最大値は平均アクティブセッション数 {{load}} ({{time}}) です。',
  'load.summary.highestOf':
    '負荷の最大値は平均アクティブセッション数 {{load}} ({{time}}) で、キャパシティは {{capacity}} vCPU です。',
  'statements.title': 'トップ SQL',
  'statements.intro':
    'この期間の負荷の原因となった上位の SQL です。? は値を表します。',
  'statements.none': 'この期間に負荷の原因となった SQL はありません。',
  'statements.column.statement': 'SQL',
  'statements.column.load': '負荷の割合',
  'statements.column.sessions': 'セッション数',
  'statements.column.calls': '呼び出し/秒',
  'statements.column.latency': '平均レイテンシー',
  'statements.column.rows': '行数/呼び出し',
  'statements.sorting': '{{column}}で並べ替え',
  'statements.unknown': '—',
  'statements.milliseconds': '{{value}} ms',
  'statements.bar': '負荷の {{percent}}: {{waits}}',
  'statements.details': 'SQL {{number}} の詳細',
  'statements.number': ' SQL {{number}} ',
  'statements.overTime': 'この SQL の負荷',
  'statements.extremes': '最小 {{lowest}}、最大 {{highest}}',
  'statements.noPoints': '負荷の推移は不明です。',
  'statements.waits': '待機別の負荷',
  'statements.noWaits': '待機の内訳はまだ不明です。',
  'fullText.show': '全文',
  'fullText.notice':
    '全文にはデータが含まれます。閲覧したユーザーはポータルに記録されます。',
  'fullText.loading': '全文を読み込んでいます',
  'fullText.none':
    'この期間の Performance Insights に、この SQL の全文はありません。',
  'fullText.error': '全文を取得できませんでした',
  'fullText.label': 'SQL {{number}} の全文',
  'fullText.item': '全文 {{number}} ',
  'fullText.load_one': '平均アクティブセッション数 {{load}}',
  'fullText.load_other': '平均アクティブセッション数 {{load}}',
};
