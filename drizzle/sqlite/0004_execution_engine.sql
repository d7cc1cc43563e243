CREATE TABLE `execution_logs` (
	`execution_id` text NOT NULL,
	`seq` integer NOT NULL,
	`at` integer NOT NULL,
	`level` text NOT NULL,
	`event` text NOT NULL,
	`data_json` text NOT NULL,
	PRIMARY KEY(`execution_id`, `seq`),
	FOREIGN KEY (`execution_id`) REFERENCES `job_executions`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
ALTER TABLE `job_configurations` ADD `timezone` text DEFAULT 'UTC' NOT NULL;--> statement-breakpoint
ALTER TABLE `job_configurations` ADD `catchup_policy` text DEFAULT 'once' NOT NULL;--> statement-breakpoint
ALTER TABLE `job_configurations` ADD `catchup_window_s` integer;--> statement-breakpoint
ALTER TABLE `job_configurations` ADD `jitter_s` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `job_configurations` ADD `scheduled_from` integer;--> statement-breakpoint
ALTER TABLE `job_configurations` ADD `last_scheduled_for` integer;--> statement-breakpoint
ALTER TABLE `job_configurations` ADD `pause_reason` text;--> statement-breakpoint
ALTER TABLE `job_configurations` ADD `paused_until` integer;--> statement-breakpoint
ALTER TABLE `job_configurations` ADD `auth_failures` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `job_configurations` ADD `auto_pause_after` integer DEFAULT 3 NOT NULL;--> statement-breakpoint
ALTER TABLE `job_events` ADD `first_slot` integer;--> statement-breakpoint
ALTER TABLE `job_events` ADD `last_slot` integer;--> statement-breakpoint
ALTER TABLE `job_events` ADD `slots` integer;--> statement-breakpoint
ALTER TABLE `job_executions` ADD `scheduled_for` integer;--> statement-breakpoint
ALTER TABLE `job_executions` ADD `parent_execution_id` text;--> statement-breakpoint
ALTER TABLE `job_executions` ADD `progress_at` integer;--> statement-breakpoint
ALTER TABLE `job_executions` ADD `cancel_requested_at` integer;--> statement-breakpoint
ALTER TABLE `job_executions` ADD `error_code` text;--> statement-breakpoint
ALTER TABLE `job_executions` ADD `error_stack` text;--> statement-breakpoint
CREATE UNIQUE INDEX `job_executions_slot` ON `job_executions` (`job_config_id`,`scheduled_for`);--> statement-breakpoint
CREATE INDEX `job_executions_of_job` ON `job_executions` (`job_name`,`started_at`);--> statement-breakpoint
CREATE INDEX `job_executions_by_status` ON `job_executions` (`job_name`,`status`,`started_at`);