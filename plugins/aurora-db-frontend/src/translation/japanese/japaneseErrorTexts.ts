import type { errorTexts } from '@aurora-db/backstage-plugin-aurora-db-common';

/** The backend's errors, in Japanese. */
export const japaneseErrorTexts: Record<keyof typeof errorTexts, string> = {
  'error.notConfigured':
    'Aurora DB が設定されていません: 「{{problems}}」。app-config を修正し、バックエンドを再起動してください',
  'error.environmentInvalid':
    '環境 {{environment}} は使用できません: 「{{problems}}」。app-config を修正し、バックエンドを再起動してください',
  'error.awsCredentials':
    'アカウント {{accountId}} ({{environment}}、{{region}}) の認証情報が拒否されました: 「{{answer}}」。app-config の aws.accounts でアカウント {{accountId}} の設定を確認してください',
  'error.awsPermission':
    'アカウント {{accountId}} ({{environment}}、{{region}}) の認証情報に権限 {{action}} がありません: 「{{answer}}」。そのアカウントのポータル用ロールのポリシーでこのアクションを許可してください',
  'error.awsThrottled':
    'AWS がアカウント {{accountId}} ({{environment}}、{{region}}) の {{action}} を制限しています。1 分後に再試行してください',
  'error.awsUnreachable':
    '{{endpoint}} に接続できないため、{{action}} を実行できません ({{answer}})。ネットワークと {{key}} を確認してください',
  'error.awsServiceUnreachable':
    '{{region}} の AWS の {{service}} エンドポイントに接続できないため、{{action}} を実行できません ({{answer}})。ネットワークと {{key}} を確認してください',
  'error.stsUnreachable':
    'AWS STS ({{host}}) に接続できないため、アカウント {{accountId}} ({{environment}}) の認証情報を取得できません: 「{{answer}}」。バックエンドから {{host}} への接続を許可するか、aws.accounts[].region に、接続できる STS のリージョンを設定してください',
  'error.awsSilent':
    'アカウント {{accountId}} ({{environment}}、{{region}}) で AWS が {{seconds}} 秒間応答していません',
  'error.awsFailing':
    'AWS がアカウント {{accountId}} ({{environment}}、{{region}}) の {{action}} に応答できませんでした: 「{{answer}}」。1 分後に再試行してください',
  'error.awsMetric':
    'アカウント {{accountId}} ({{environment}}、{{region}}) の {{action}} がメトリクスの 1 つを取得できませんでした: 「{{answer}}」',
  'error.awsRefused':
    'AWS がアカウント {{accountId}} ({{environment}}、{{region}}) の {{action}} を拒否しました: 「{{answer}}」',
  'error.awsMissing':
    'アカウント {{accountId}} ({{environment}}、{{region}}) に {{action}} の対象が見つかりません: 「{{answer}}」',
  'error.awsState':
    'CloudFormation は現在この操作を実行できません: 「{{answer}}」',
  'error.awsQuota':
    'アカウント {{accountId}} ({{environment}}、{{region}}) のクォータに達しているため、{{action}} が拒否されました: 「{{answer}}」。不要なリソースを削除するか、Service Quotas コンソールでクォータの引き上げを申請してください',
  'error.awsStackQuota':
    'アカウント {{accountId}} ({{environment}}、{{region}}) のクォータに達しているため、{{action}} が拒否されました: 「{{answer}}」。リージョンごとのスタック数の既定の上限は 2,000 です。不要なスタックと変更セットを削除するか、Service Quotas コンソールでクォータの引き上げを申請してください',
  'error.quotaUnknown':
    'RDS の DescribeAccountAttributes の応答に、アカウント {{accountId}} のクォータ {{quota}} がありません',
  'error.changeSetGone':
    '変更セットがありません。別のユーザーまたはプロセスがスタックを変更しました。再試行してください',
  'error.changeSetHidden':
    'CloudFormation は {{stackName}} の変更セット {{changeSetName}} が存在すると応答しましたが、取得できませんでした。1 分後に再試行してください',
  'error.other': 'エラー: {{reason}}',
  'error.nameTaken':
    'スタック {{stackName}} はすでに存在します。別の名前を選択してください',
  'error.databaseName':
    '{{name}} はデータベースの名前にできません: {{problems}}',
  'error.snapshotUnknown':
    '{{database}} にスナップショット {{snapshotId}} はありません',
  'error.snapshotGone':
    '{{database}} にスナップショット {{snapshotId}} はありません。削除されたか、期限が切れたか、別のデータベースのものです',
  'error.snapshotAutomated':
    '{{snapshotId}} は自動スナップショットです。保持期間が過ぎると RDS が削除します。それより前には削除できません',
  'error.snapshotOfOther':
    '{{snapshotId}} はこのポータルが取得したスナップショットではないため、削除できません。取得したツールまたは RDS コンソールを使用してください',
  'error.snapshotStopped':
    '{{database}} は停止しています。RDS は停止中のクラスターのスナップショットを取得できません。クラスターを開始し、利用可能になってから取得してください',
  'error.snapshotRunning':
    '{{database}} のスナップショット {{snapshotId}} を取得中です。利用可能になるまでお待ちください',
  'error.snapshotRunningBy':
    '{{user}} が {{database}} のスナップショット {{snapshotId}} を取得中です。利用可能になるまでお待ちください',
  'error.snapshotNotPossible':
    '{{database}} のステータスは「{{status}}」です。「利用可能」になってからスナップショットを取得してください',
  'error.snapshotQuota':
    'アカウント {{accountId}} は {{region}} の手動スナップショット {{limit}} 個をすべて使用済みです。不要なものを削除するか、Service Quotas コンソールでクォータの引き上げを申請してください',
  'error.snapshotSameSecond':
    '{{database}} のスナップショット {{snapshotId}} の取得が同じ秒に開始されました。利用可能になるまで待つか、別のラベルを選択してください',
  'error.snapshotSameSecondBy':
    '{{user}} が {{database}} のスナップショット {{snapshotId}} の取得を同じ秒に開始しました。利用可能になるまで待つか、別のラベルを選択してください',
  'error.snapshotRefused':
    '{{clusterIdentifier}} のスナップショットは現在取得できません: 「{{answer}}」',
  'error.snapshotQuotaOf':
    '{{clusterIdentifier}} のスナップショットを取得できません。アカウント {{accountId}} の手動スナップショットがクォータに達しています。不要なものを削除するか、Service Quotas コンソールでクォータの引き上げを申請してください',
  'error.snapshotHidden':
    'RDS はスナップショット {{snapshotId}} が存在すると応答しましたが、取得できませんでした。削除された直後の可能性があります。再試行してください',
  'error.snapshotBusy':
    'スナップショット {{snapshotId}} は現在削除できません: 「{{answer}}」',
  'error.restoreConfirm':
    'confirm は {{confirm}} ですが、データベースは {{database}} です。復元は行われませんでした',
  'error.restoreBeginning':
    '{{database}} の別の復元が開始されたところです。操作履歴で進捗を確認するか、{{minutes}} 分後に再試行してください',
  'error.restoreNoBackup':
    '{{database}} はまだ特定の時点に復元できません。最初のバックアップが完了するまでお待ちください',
  'error.restoreNoCluster':
    'クラスター {{clusterIdentifier}} とその継続的バックアップは存在しません。スナップショットから復元してください',
  'error.restoreTime':
    '{{time}} は {{database}} の復元可能な期間の外です。{{earliest}} から {{latest}} までの時点を選択してください',
  'error.denied':
    '権限 {{permission}} がありません。このポータルの管理者に依頼してください',
  'error.deniedOn':
    '{{resource}} に対する権限 {{permission}} がありません。このポータルの管理者に依頼してください',
  'error.deniedOnOwned':
    '{{resource}} に対する権限 {{permission}} がありません。オーナーまたはこのポータルの管理者に依頼してください',
  'error.entityOfOther':
    'カタログの {{entityRef}} は、スタック {{stackName}} と同じ名前の別のエンティティです。データベースのエンティティが登録されるように、カタログから削除してください',
  'error.ownerDiffers':
    'カタログの {{entityRef}} のオーナー ({{claimed}}) がデータベースのオーナー ({{actual}}) と異なります。カタログがまだ更新されていないか、スタック {{stackName}} のエンティティではありません',
  'error.noOwner': 'なし',
  'error.databaseUnknown':
    '{{entityRef}} は不明です。{{environment}} にこのデータベースのスタック {{stackName}} はありません',
  'error.existingUnknown':
    '{{entityRef}} は不明です。{{environment}} にクラスター {{clusterArn}} がないか、設定の対象に含まれていません',
  'error.existingUnchangeable':
    '{{database}} はこのポータルで作成されたものではないため、変更も削除もできません。クラスター {{clusterIdentifier}} を作成したツールを使用してください',
  'error.entityUnknown': 'カタログに {{entityRef}} はありません',
  'error.entityNoDatabase':
    '{{entityRef}} は設定された環境の Aurora データベースではありません。アノテーション {{environment}} と、{{stackName}} または {{clusterArn}} を確認してください',
  'error.entityRef':
    '{{field}}: {{value}} はエンティティ参照ではありません。{{kind}}:default/payments のように指定してください',
  'error.deleteConfirm':
    '「確認のためデータベースの名前を入力してください」(confirm) に {{confirm}} が入力されましたが、データベースは {{database}} です。削除は行われませんでした',
  'error.repositoryHost':
    'repoUrl のホスト {{host}} には、このポータルから公開できません。次から選択してください: {{hosts}}',
  'error.repositoryNoHost':
    'repoUrl のホスト {{host}} には、このポータルから公開できません。GitHub、GitLab、Gitea との連携が設定されていません',
  'error.repositoryAction':
    'このポータルからはまだ {{host}} に公開できません。管理者が {{action}} ({{package}}) をインストールする必要があります。リポジトリを選択しない場合は、データベースだけを作成します',
  'error.repositoryNoCredentials':
    '{{host}} は選択できません。管理者が app-config (integrations.{{provider}}) で認証情報を設定する必要があります',
  'error.repositoryNoAction':
    '{{host}} は選択できません。管理者が {{action}} ({{package}}) をインストールする必要があります',
  'error.repositoryUnknown':
    'ポータルは {{host}} で {{repository}} を検索できません: {{problem}}。{{advice}}',
  'error.repositoryCredentials': '認証情報を使用できません (「{{answer}}」)',
  'error.repositoryNoApi':
    '連携の設定に API のアドレス (apiBaseUrl) がありません',
  'error.repositorySilent': '応答がありません',
  'error.repositoryAnswer': 'GET {{path}} に {{answer}} を返しました',
  'error.repositoryAnonymous':
    'ポータルには {{host}} の認証情報がないため、公開できません。{{advice}}',
  'error.repositoryOwner':
    '{{host}} にオーナー {{owner}} が存在しないか、ポータルから参照できません。別のオーナーを選択してください。{{advice}}',
  'error.repositoryOrganization':
    '{{host}} に組織 {{owner}} が存在しないか、ポータルから参照できません。別のオーナーを選択してください。{{advice}}',
  'error.repositoryAdvice':
    '管理者に app-config の integrations.{{provider}} の確認を依頼してください。その認証情報に {{owner}} のリポジトリを作成する権限が必要です。リポジトリを選択しない場合は、データベースだけを作成します',
  'error.restoreOrigin':
    'スタック {{stackName}} の復元プロパティ (タグ {{tag}}、出力 {{output}}、テンプレート) がこのポータルの外で変更されました。デプロイすると、復元したクラスターが置き換わる可能性があります。CloudFormation で元に戻してください: {{properties}}',
};
