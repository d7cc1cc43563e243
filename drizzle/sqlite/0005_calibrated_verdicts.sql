CREATE TABLE `baselines` (
	`id` text PRIMARY KEY NOT NULL,
	`content_json` text NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `baselines_by_time` ON `baselines` (`created_at`);--> statement-breakpoint
CREATE TABLE `calibrations` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`version` text NOT NULL,
	`a` real NOT NULL,
	`b` real NOT NULL,
	`c` real NOT NULL,
	`labels` integer NOT NULL,
	`report_json` text NOT NULL,
	`created_at` integer NOT NULL,
	`undone_at` integer
);
--> statement-breakpoint
CREATE TABLE `player_games` (
	`puuid` text NOT NULL,
	`queue_id` integer NOT NULL,
	`countable` integer NOT NULL,
	PRIMARY KEY(`puuid`, `queue_id`),
	FOREIGN KEY (`puuid`) REFERENCES `players`(`puuid`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE INDEX `player_games_most` ON `player_games` (`queue_id`,`countable`);--> statement-breakpoint
CREATE TABLE `player_labels` (
	`puuid` text PRIMARY KEY NOT NULL,
	`label` text NOT NULL,
	`note` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`puuid`) REFERENCES `players`(`puuid`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
ALTER TABLE `player_analysis` ADD `baseline_id` text;--> statement-breakpoint
ALTER TABLE `player_analysis` ADD `prior` real;--> statement-breakpoint
ALTER TABLE `player_analysis` ADD `coefficients_json` text;--> statement-breakpoint
ALTER TABLE `player_analysis` ADD `missing_matches` integer;--> statement-breakpoint
ALTER TABLE `player_analysis` ADD `llr` real;--> statement-breakpoint
ALTER TABLE `player_analysis` ADD `low` real;--> statement-breakpoint
ALTER TABLE `player_analysis` ADD `high` real;--> statement-breakpoint
ALTER TABLE `player_analysis` ADD `judgement_json` text;--> statement-breakpoint
ALTER TABLE `player_analysis` ADD `combat` real;--> statement-breakpoint
ALTER TABLE `player_analysis` ADD `main_position` text;--> statement-breakpoint
ALTER TABLE `player_analysis` ADD `basis_json` text;--> statement-breakpoint
CREATE INDEX `player_analysis_peers` ON `player_analysis` (`main_position`,`id`);--> statement-breakpoint
INSERT INTO `player_games` (`puuid`, `queue_id`, `countable`)
SELECT `match_participants`.`puuid`, `matches`.`queue_id`, count(*)
FROM `match_participants` JOIN `matches` ON `matches`.`match_id` = `match_participants`.`match_id`
WHERE `matches`.`is_countable`
GROUP BY `match_participants`.`puuid`, `matches`.`queue_id`;--> statement-breakpoint
UPDATE `job_configurations` SET `config_json` = json_set(`config_json`, '$.profile', 'calibrated')
WHERE `name` = 'analyzer' AND json_valid(`config_json`) AND json_extract(`config_json`, '$.profile') = 'classic';