-- Titles are searched by trigrams; the database's owner may create this extension.
CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL,
    "email" VARCHAR(320) NOT NULL,
    "name" VARCHAR(100) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "goals" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "title" VARCHAR(200) NOT NULL,
    "due_on" DATE,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "goals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "sub_goals" (
    "id" UUID NOT NULL,
    "goal_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "title" VARCHAR(200) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sub_goals_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "actions" (
    "id" UUID NOT NULL,
    "sub_goal_id" UUID NOT NULL,
    "position" SMALLINT NOT NULL,
    "title" VARCHAR(200) NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "actions_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "progress_entries" (
    "id" BIGSERIAL NOT NULL,
    "action_id" UUID NOT NULL,
    "recorded_on" DATE NOT NULL,
    "percent" SMALLINT NOT NULL,
    "note" VARCHAR(2000),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "progress_entries_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE INDEX "goals_of_user" ON "goals"("user_id", "updated_at" DESC);

-- CreateIndex
CREATE INDEX "goals_by_title" ON "goals" USING GIN ("title" gin_trgm_ops);

-- CreateIndex
CREATE INDEX "sub_goals_by_title" ON "sub_goals" USING GIN ("title" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "sub_goals_of_goal" ON "sub_goals"("goal_id", "position");

-- CreateIndex
CREATE INDEX "actions_by_title" ON "actions" USING GIN ("title" gin_trgm_ops);

-- CreateIndex
CREATE UNIQUE INDEX "actions_of_sub_goal" ON "actions"("sub_goal_id", "position");

-- CreateIndex
CREATE UNIQUE INDEX "progress_of_action" ON "progress_entries"("action_id", "recorded_on" DESC);

-- AddForeignKey
ALTER TABLE "goals" ADD CONSTRAINT "goals_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "sub_goals" ADD CONSTRAINT "sub_goals_goal_id_fkey" FOREIGN KEY ("goal_id") REFERENCES "goals"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "actions" ADD CONSTRAINT "actions_sub_goal_id_fkey" FOREIGN KEY ("sub_goal_id") REFERENCES "sub_goals"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "progress_entries" ADD CONSTRAINT "progress_entries_action_id_fkey" FOREIGN KEY ("action_id") REFERENCES "actions"("id") ON DELETE CASCADE ON UPDATE RESTRICT;

-- What Prisma's schema can't say: charts that can't be wrong.
ALTER TABLE "users" ADD CONSTRAINT "users_email_lower_case" CHECK ("email" = lower("email"));
ALTER TABLE "goals" ADD CONSTRAINT "goals_title_not_blank" CHECK (btrim("title") <> '');
ALTER TABLE "sub_goals" ADD CONSTRAINT "sub_goals_title_not_blank" CHECK (btrim("title") <> '');
ALTER TABLE "sub_goals" ADD CONSTRAINT "sub_goals_position" CHECK ("position" BETWEEN 1 AND 8);
ALTER TABLE "actions" ADD CONSTRAINT "actions_title_not_blank" CHECK (btrim("title") <> '');
ALTER TABLE "actions" ADD CONSTRAINT "actions_position" CHECK ("position" BETWEEN 1 AND 8);
ALTER TABLE "progress_entries" ADD CONSTRAINT "progress_entries_percent" CHECK ("percent" BETWEEN 0 AND 100);

-- The role of the functions. Roles belong to the whole cluster: another database, or another migration at this moment, may have made it.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lambda-user') THEN
    CREATE USER "lambda-user";
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL;
END
$$;

-- It logs in with a token of IAM, where the server knows them (RDS, Aurora and aurora-db-local do), and with no password ever.
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'rds_iam') AND NOT pg_has_role('lambda-user', 'rds_iam', 'MEMBER') THEN
    GRANT rds_iam TO "lambda-user";
  END IF;
END
$$;

-- Least rights: rows of the charts, and nothing of the schema or of Prisma's own table.
DO $$
BEGIN
  EXECUTE format('GRANT CONNECT ON DATABASE %I TO "lambda-user"', current_database());
END
$$;
GRANT USAGE ON SCHEMA "public" TO "lambda-user";
GRANT SELECT, INSERT, UPDATE, DELETE ON "users", "goals", "sub_goals", "actions", "progress_entries" TO "lambda-user";
GRANT USAGE ON SEQUENCE "progress_entries_id_seq" TO "lambda-user";
-- And of the tables that later migrations add.
ALTER DEFAULT PRIVILEGES IN SCHEMA "public" GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "lambda-user";
ALTER DEFAULT PRIVILEGES IN SCHEMA "public" GRANT USAGE ON SEQUENCES TO "lambda-user";
