import type { englishFormTexts } from '../english/englishFormTexts';

/** The texts of the form fields, in Japanese. */
const japaneseFormTexts: Record<keyof typeof englishFormTexts, string> = {
  'environments.label': '環境',
  'environments.loading': '環境を読み込んでいます',
  'environments.error': '環境を取得できませんでした',
  'environments.none':
    'このポータルには環境が設定されていません。app-config の auroraDb.environments を確認してください',
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
  'repository.loading': 'リポジトリのホストを読み込んでいます',
  'repository.error': 'リポジトリのホストを取得できませんでした',
  'repository.onlyDatabase': 'データベースだけを作成します。',
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
};

export default japaneseFormTexts;
