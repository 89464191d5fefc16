--liquibase formatted sql

--changeset hongyan:101-jobs

-- What is to be done later, by whichever node: of the library db-scheduler, which says how it looks.
CREATE TABLE scheduled_tasks (
    task_name            text NOT NULL,
    task_instance        text NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint NOT NULL,
    priority             smallint,
    PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX scheduled_tasks_due ON scheduled_tasks (execution_time);

CREATE INDEX scheduled_tasks_running ON scheduled_tasks (last_heartbeat);

-- What could not be told to somebody whose devices weren't there: refused, or tried often enough.
CREATE TABLE undelivered_notification (
    id       text PRIMARY KEY,
    account  bigint NOT NULL,
    attempts integer NOT NULL,
    reason   text NOT NULL,
    at       timestamptz NOT NULL
);
