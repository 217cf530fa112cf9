import type { englishEnvironmentTexts } from '../english/englishEnvironmentTexts';

/** The texts of the page of environments, in Japanese. */
const japaneseEnvironmentTexts: Record<
  keyof typeof englishEnvironmentTexts,
  string
> = {
  'environments.loading': '環境を読み込んでいます',
  'environments.error': '環境を取得できませんでした',
  'environments.empty':
    '環境が設定されていません。app-config の auroraDb.environments に追加してください。',
  'environments.intro':
    'このページを開くと、AWS の設定を読み取って確認します。変更は行いません。',
  'environments.checking': '{{environment}} を確認しています',
  'environments.checkError': '{{environment}} の確認結果を取得できませんでした',
  'environments.checkAgain': '再確認',
  'environments.checkAgainLabel': '{{environment}} を再確認',
  'environments.forbidden.title':
    'この環境の確認結果を表示する権限がありません',
  'environments.forbidden.description':
    '権限 {{permission}} が必要です。ポータルの管理者に問い合わせてください。',
  'environments.account': 'アカウント',
  'environments.region': 'リージョン',
  'environments.role': 'ロール',
  'environments.ready': '準備完了',
  'environments.problems_one': '問題 {{count}} 件',
  'environments.problems_other': '問題 {{count}} 件',
  'environments.unknowns_one': '不明 {{count}} 件',
  'environments.unknowns_other': '不明 {{count}} 件',
  'environments.passed_one': '{{count}} 件の確認に合格',
  'environments.passed_other': '{{count}} 件の確認に合格',
  'environments.state.ok': '合格:',
  'environments.state.failed': '問題:',
  'environments.state.unknown': '不明:',
  'environments.remedy.command': '次のコマンドを実行してください',
  'environments.remedy.policy':
    '次のステートメントをポリシーに追加してください',
  'environments.remedy.config': 'app-config に次のように設定してください',
  'environments.copied.command': 'コマンド',
  'environments.copied.policy': 'ステートメント',
  'environments.copied.config': 'app-config の設定',
  'environments.check.credentials': '認証情報',
  'environments.check.reachability': '接続',
  'environments.check.permissions': 'アクセス許可',
  'environments.check.network': 'ネットワーク',
  'environments.check.zones': 'アベイラビリティーゾーン',
  'environments.check.securityGroups': 'セキュリティグループ',
  'environments.check.functionRoles': '関数のロール',
  'environments.check.key': '暗号化キー',
  'environments.check.engine': 'エンジンバージョン',
  'environments.check.quotas': 'クォータ',
  'environments.check.alarmTopic': 'アラームのトピック',
  'environments.check.serviceRole': 'サービスにリンクされたロール',
  'environments.check.cloudFormationRole': 'CloudFormation のロール',
  'environments.check.permissionsBoundary': 'アクセス許可の境界',
};

export default japaneseEnvironmentTexts;
