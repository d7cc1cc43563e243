CREATE TABLE `ban_checks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`puuid` text NOT NULL,
	`result` text NOT NULL,
	`last_seen` integer,
	`checked_at` integer NOT NULL,
	FOREIGN KEY (`puuid`) REFERENCES `players`(`puuid`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE INDEX `ban_checks_of_player` ON `ban_checks` (`puuid`,`checked_at`);--> statement-breakpoint
CREATE TABLE `listed_matches` (
	`puuid` text NOT NULL,
	`match_id` text NOT NULL,
	`place` integer NOT NULL,
	PRIMARY KEY(`puuid`, `match_id`),
	FOREIGN KEY (`puuid`) REFERENCES `players`(`puuid`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE INDEX `listed_matches_match` ON `listed_matches` (`match_id`);--> statement-breakpoint
ALTER TABLE `fetch_cursors` ADD `reconciled_at` integer;--> statement-breakpoint
ALTER TABLE `job_executions` ADD `matches_reconciled` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE `players` ADD `exhausted_at` integer;--> statement-breakpoint
ALTER TABLE `players` ADD `listed_at` integer;--> statement-breakpoint
ALTER TABLE `players` ADD `ban_confirmed_at` integer;--> statement-breakpoint
ALTER TABLE `players` ADD `profile_checked_at` integer;--> statement-breakpoint
UPDATE `players` SET `exhausted_at` = `last_attempt_at` WHERE `matches_exhausted`;
