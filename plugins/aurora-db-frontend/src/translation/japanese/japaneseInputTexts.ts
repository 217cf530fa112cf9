import type { inputTexts } from '@aurora-db/backstage-plugin-aurora-db-common';

/** What is wrong with a caller's input, in Japanese. */
export const japaneseInputTexts: Record<keyof typeof inputTexts, string> = {
  'input.missing': '{{field}} がありません',
  'input.wrong': '{{field}}: {{problem}} (入力値: {{value}})',
  'input.unknown': '{{fields}} という入力項目はありません。削除してください',
  'input.body': 'リクエストの本文には JSON オブジェクトが必要です',
  'input.path':
    'リクエストのパスをデコードできません。URL エンコードしてください',
  'input.text': '文字列を指定してください',
  'input.number': '数値を指定してください',
  'input.wholeNumber': '整数を指定してください',
  'input.boolean': 'true または false を指定してください',
  'input.list': 'リストを指定してください',
  'input.object': 'オブジェクトを指定してください',
  'input.oneOf': '次のいずれかを指定してください: {{values}}',
  'input.tooShort': '{{minimum}} 文字以上で指定してください',
  'input.tooLong': '{{maximum}} 文字以内で指定してください',
  'input.tooSmall': '{{minimum}} 以上を指定してください',
  'input.tooLarge': '{{maximum}} 以下を指定してください',
  'input.other': 'この値は使用できません',
  'input.databaseName':
    '英小文字、数字、単独のハイフンを使用し、英字で始めてください (例: goal-mandala)',
  'input.environmentName':
    '英小文字、数字、ハイフンを 1〜16 文字で指定し、英字で始めてください (例: prod)',
  'input.entityName':
    '英数字で指定してください。英数字の間には - _ . も使用できます',
  'input.entityRef':
    'group:default/payments のようなエンティティ参照を指定してください',
  'input.capacitySteps': '0.5 ACU 単位で指定してください',
  'input.capacityOrder': 'minCapacity は maxCapacity 以下にしてください',
  'input.engineVersion':
    '15 のようなメジャーバージョン、または 15.17 のような正確なバージョンを指定してください',
  'input.tagCharacters': '文字、数字、空白、_.:/=+-@ のみ使用できます',
  'input.tagPrefix':
    'AWS が予約している aws: または rds: で始まらない文字列を指定してください',
  'input.snapshotId':
    'スナップショットの識別子を英字、数字、ハイフンで指定してください',
  'input.statementId': '負荷に表示されるステートメントの ID を指定してください',
  'input.restoreSource':
    'snapshotId、time、または latest: true を持つオブジェクトを指定してください',
  'input.time': '2026-11-25T08:15:00Z のような時刻を指定してください',
  'input.repositoryPart':
    '英字、数字、. _ - を使用してください。先頭にドットは使用できません',
  'input.repositoryName': 'スラッシュを含まない名前を指定してください',
  'input.logOrder': 'from ({{from}}) は to ({{to}}) より前の時刻にしてください',
  'input.logFuture':
    'from ({{from}}) は未来の時刻です。現在の時刻は {{now}} です',
  'input.logSpan': 'from と to の間隔は {{days}} 日以内にしてください',
  'input.logSearch': 'search は {{maximum}} 文字以内にしてください',
  'input.logNext':
    'next がこの検索条件のものではないか、古すぎます。next なしで最初のページから読み直してください',
};
