/** The texts of the buttons, snapshots and operations, in Japanese. */
export const japaneseActionTexts = {
  'actions.snapshot': 'スナップショットを取得',
  'actions.snapshotItem': 'スナップショット…',
  'actions.restore': '復元…',
  'actions.checking': '権限を確認しています',
  'actions.permissionUnknown':
    '権限を確認できませんでした ({{reason}})。ページを再読み込みしてください',
  'actions.denied':
    'このエンティティに対する権限 {{permission}} が必要です。データベースのオーナーに依頼してください',
  'actions.notPermitted': '{{action}} (権限なし)',
  'actions.clusterUnknown': 'データベースを読み込んでいます',
  'actions.clusterError': 'データベースを取得できませんでした ({{reason}})',
  'actions.clusterNotAvailable':
    'クラスターのステータスは「{{status}}」です。「利用可能」である必要があります',
  'actions.quotaUsed':
    'このアカウントとリージョンの手動スナップショットは {{limit}} 個中 {{used}} 個使用済みです。先に 1 つ削除してください',
  'actions.otherRestore':
    '{{target}} としての復元が実行中です。終了するまでお待ちください',
  'actions.nothingToRestore':
    'スナップショットも復元可能な時点もまだありません。最初のバックアップは作成の数分後に行われます',
  'dialog.cancel': 'キャンセル',
  'dialog.close': '閉じる',
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
  'snapshots.foreign':
    '別のツールで取得されました。削除もそのツールで行ってください',
  'snapshots.progress': '{{name}} の進捗',
  'snapshots.notAvailable': '復元できるのは利用可能なスナップショットだけです',
  'snapshots.restore': '{{name}} から復元',
  'snapshots.delete': '{{name}} を削除',
  'snapshots.showAll': '{{total}} 件すべて表示',
  'snapshots.showFewer': '表示を減らす',
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
};
