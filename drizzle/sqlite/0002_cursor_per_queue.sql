CREATE TABLE `awaited_matches` (
	`puuid` text NOT NULL,
	`match_id` text NOT NULL,
	PRIMARY KEY(`puuid`, `match_id`),
	FOREIGN KEY (`puuid`) REFERENCES `players`(`puuid`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`match_id`) REFERENCES `unavailable_matches`(`match_id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE INDEX `awaited_matches_match` ON `awaited_matches` (`match_id`);--> statement-breakpoint
CREATE TABLE `fetch_cursors` (
	`puuid` text NOT NULL,
	`queue_id` integer NOT NULL,
	`complete_until` integer NOT NULL,
	PRIMARY KEY(`puuid`, `queue_id`),
	FOREIGN KEY (`puuid`) REFERENCES `players`(`puuid`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
INSERT INTO `fetch_cursors` (`puuid`, `queue_id`, `complete_until`) SELECT `puuid`, coalesce((SELECT CASE WHEN json_valid(`config_json`) THEN json_extract(`config_json`, '$.queue') END FROM `job_configurations` WHERE `name` = 'updater'), 420), min(`fetch_cursor`, `created_at` - 2592000000) FROM `players` WHERE `fetch_cursor` IS NOT NULL;--> statement-breakpoint
INSERT INTO `awaited_matches` (`puuid`, `match_id`) SELECT `puuid`, `match_id` FROM `unavailable_matches`;--> statement-breakpoint
PRAGMA foreign_keys=OFF;--> statement-breakpoint
CREATE TABLE `__new_unavailable_matches` (
	`match_id` text PRIMARY KEY NOT NULL,
	`reason` text NOT NULL,
	`detail` text,
	`attempts` integer NOT NULL,
	`first_attempt_at` integer NOT NULL,
	`next_attempt_at` integer NOT NULL,
	`tombstoned_at` integer
);
--> statement-breakpoint
INSERT INTO `__new_unavailable_matches`("match_id", "reason", "detail", "attempts", "first_attempt_at", "next_attempt_at", "tombstoned_at") SELECT "match_id", "reason", "detail", "attempts", "first_attempt_at", "next_attempt_at", "tombstoned_at" FROM `unavailable_matches`;--> statement-breakpoint
DROP TABLE `unavailable_matches`;--> statement-breakpoint
ALTER TABLE `__new_unavailable_matches` RENAME TO `unavailable_matches`;--> statement-breakpoint
PRAGMA foreign_keys=ON;--> statement-breakpoint
ALTER TABLE `players` DROP COLUMN `fetch_cursor`;