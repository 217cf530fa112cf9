import type { stackTexts } from '@aurora-db/backstage-plugin-aurora-db-common';

/** The backend's messages about CloudFormation stacks, in Japanese. */
export const japaneseStackTexts: Record<keyof typeof stackTexts, string> = {
  'stack.busy':
    'スタック {{stackName}} は{{activity}}です。操作が終わるまで待ってから再試行してください',
  'stack.activity.creating': '作成中',
  'stack.activity.rollingBackCreation': '作成に失敗してロールバック中',
  'stack.activity.deleting': '削除中',
  'stack.activity.updating': '更新中',
  'stack.activity.cleaningUp': '更新後のクリーンアップ中',
  'stack.activity.rollingBack': '更新に失敗してロールバック中',
  'stack.activity.cleaningUpRollback': 'ロールバック後のクリーンアップ中',
  'stack.activity.importing': 'リソースのインポート中',
  'stack.activity.rollingBackImport': 'インポートのロールバック中',
  'stack.activity.other': 'ステータス {{stackStatus}} ',
  'stack.createFailed':
    'スタック {{stackName}} の作成に失敗し、ロールバックされていません。aurora:database:delete で削除してから再デプロイしてください',
  'stack.rollbackFailed':
    'スタック {{stackName}} の作成に失敗し、ロールバックにも失敗しました。aurora:database:delete で削除してから再デプロイしてください',
  'stack.deleteFailed':
    'スタック {{stackName}} を完全には削除できませんでした。イベントを確認し、削除を妨げているものを取り除いてから、aurora:database:delete で再度削除してください',
  'stack.updateFailed':
    'スタック {{stackName}} の更新に失敗し、ロールバックされていません。CloudFormation コンソールでロールバックしてから再デプロイしてください',
  'stack.updateRollbackFailed':
    'スタック {{stackName}} の更新に失敗し、ロールバックにも失敗しました。CloudFormation コンソールで「更新ロールバックを続ける」を実行してから再デプロイしてください',
  'stack.importRollbackFailed':
    'スタック {{stackName}} のインポートに失敗しました。CloudFormation コンソールでロールバックを完了してから再デプロイしてください',
  'stack.otherState':
    'スタック {{stackName}} のステータスは {{stackStatus}} で、変更できません。CloudFormation コンソールで確認してください',
  'stack.ofOther':
    'アカウント {{accountId}} のスタック {{stackName}} は、{{environment}} の {{name}} のものではありません ({{found}})。別の名前を選択してください',
  'stack.untagged': 'タグ {{nameTag}} と {{environmentTag}} がありません',
  'stack.tagged': 'タグ: 名前 {{name}}、環境 {{environment}}',
  'stack.noName': 'なし',
  'stack.noEnvironment': 'なし',
  'stack.justStarted':
    '別のユーザーまたはプロセスがスタック {{stackName}} の操作を開始しました。操作が終わるまで待ってから再試行してください',
  'stack.othersChange':
    '別のユーザーまたはプロセスが {{stackName}} を変更しています ({{reason}})。操作が終わるまで待ってから再試行してください',
  'stack.dryRunUndone':
    'スタック {{stackName}} は、失敗した作成の残りです。デプロイでは削除してからもう一度作成しますが、ドライランではその変更を表示できません',
  'stack.createdAndGone':
    'スタック {{stackName}} は作成されましたが、すでに存在しません。CloudFormation コンソールで削除済みのスタックを確認してください',
  'stack.notBegun':
    'CloudFormation は {{stackName}} の操作を受け付けましたが、{{minutes}} 分以内に開始しませんでした。スタックのステータスは {{stackStatus}} です',
  'change.replaced':
    '{{properties}} の変更により、{{resource}} ({{type}}) が置き換わります。データベースの置き換えはできません。代わりに新しい名前で復元してください',
  'change.mayBeReplaced':
    '{{properties}} の変更により、{{resource}} ({{type}}) が置き換わる可能性があります。データベースの置き換えはできません。代わりに新しい名前で復元してください',
  'change.removed':
    '{{resource}} ({{type}}) が削除されます。データベースの置き換えはできません。代わりに新しい名前で復元してください',
  'change.instanceReplaced':
    '{{properties}} の変更により、{{resource}} ({{type}}) が置き換わり、接続が中断します。許可するには、allowInstanceReplacement を true にしてください',
  'change.instanceMayBeReplaced':
    '{{properties}} の変更により、{{resource}} ({{type}}) が置き換わり、接続が中断する可能性があります。許可するには、allowInstanceReplacement を true にしてください',
  'change.newPassword':
    '{{property}} により {{resource}} ({{type}}) のパスワードが変わりますが、クラスターには反映されません。代わりにシークレットをローテーションしてください',
  'change.unnamed': 'CloudFormation が名前を示さないプロパティ',
  'changeSet.failed':
    'CloudFormation は {{stackName}} の変更セットを作成できませんでした: {{reason}}。{{wayOut}}',
  'changeSet.slow':
    'CloudFormation が {{minutes}} 分以内に {{stackName}} の変更セットを作成しなかったため、何も変更されていません。{{left}}。しばらくしてから再試行してください。それでも失敗する場合は、CloudFormation コンソールで {{stackName}} の変更セットを確認してください',
  'changeSet.discarded': '変更セットは破棄されました',
  'changeSet.stays':
    '変更セットは残りますが、同じ実行を繰り返さない限り実行されません ({{reason}})',
  'failure.resource':
    'スタック {{stackName}} の {{resource}} ({{type}}) が失敗しました: {{reason}}。{{wayOut}}',
  'failure.stack':
    'スタック {{stackName}} が失敗しました: {{reason}}。{{wayOut}}',
  'failure.noReason': '理由は示されていません',
  'wayOut.leftover':
    '同じ名前のリソースが残っているか、別のアプリケーションのものです。そのリソースを削除または改名するか、別の名前を選択してください',
  'wayOut.serviceLinkedRole':
    'aws.accounts にあるそのアカウントの認証情報に、rds.amazonaws.com に対する権限 iam:CreateServiceLinkedRole を付与してください。または、管理者がロールを一度作成してください (aws iam create-service-linked-role --aws-service-name rds.amazonaws.com)',
  'wayOut.permission':
    'aws.accounts にあるそのアカウントの認証情報に権限 {{action}} を付与してください (必要な権限は README にあります)',
  'wayOut.permissionUnnamed':
    'aws.accounts にあるそのアカウントの認証情報に不足している権限を付与してください (必要な権限は README にあります)',
  'wayOut.denied':
    'サービスコントロールポリシーやアクセス許可の境界などのポリシーが {{action}} を明示的に拒否しています。そのポリシーの管理者に依頼してください',
  'wayOut.deniedUnnamed':
    'サービスコントロールポリシーやアクセス許可の境界などのポリシーがこの操作を明示的に拒否しています。そのポリシーの管理者に依頼してください',
  'wayOut.expired':
    'CloudFormation の処理中に認証情報の期限が切れました。aws.accounts にあるそのアカウントのロールのセッション時間を長くして、再デプロイしてください',
  'wayOut.throttled':
    'AWS がリクエストを制限していました。数分後に再試行してください',
  'wayOut.export':
    'エクスポート元のスタックをデプロイするか、app-config の環境の network にあるエクスポート名を修正してください',
  'wayOut.inUse': 'それを使用しているリソースを先に削除してください',
  'wayOut.protection':
    'disableProtection を指定して削除し、先に削除保護を無効にしてください',
  'wayOut.engineVersion':
    'リージョンで利用できる engineVersion を選択するか、省略して最新のバージョンを使用してください',
  'wayOut.quota':
    'Service Quotas コンソールでクォータの引き上げを申請するか、不要なリソースを削除してください',
  'wayOut.zones':
    'app-config の環境の network の privateSubnets に、2 つ以上のアベイラビリティーゾーンのサブネットを指定してください',
  'wayOut.key':
    '認証情報がキーを使用でき、キーが有効になっていることを確認してください',
  'wayOut.capacity':
    '別のキャパシティを選択するか、AWS のキャパシティが不足している場合はしばらくしてから再試行してください',
  'wayOut.network':
    'app-config の環境の network が VPC と一致しているか確認してください',
  'wayOut.slow':
    'RDS コンソールでクラスターのイベントから原因を確認し、再デプロイしてください',
  'wayOut.snapshot':
    'RDS コンソールでスナップショットを確認してください。利用可能で、名前が使用されていないことが必要です',
  'wayOut.events':
    '詳細は CloudFormation コンソールでスタックのイベントを確認してください',
};
