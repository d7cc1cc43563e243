CREATE TABLE `job_configurations` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`job_type` text NOT NULL,
	`schedule` text NOT NULL,
	`is_active` integer DEFAULT true NOT NULL,
	`config_json` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `job_configurations_name` ON `job_configurations` (`name`);--> statement-breakpoint
CREATE TABLE `job_events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at` integer NOT NULL,
	`job_name` text NOT NULL,
	`kind` text NOT NULL,
	`detail` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `job_executions` (
	`id` text PRIMARY KEY NOT NULL,
	`job_config_id` integer NOT NULL,
	`job_name` text NOT NULL,
	`status` text NOT NULL,
	`reason` text,
	`trigger` text NOT NULL,
	`params_json` text NOT NULL,
	`host` text NOT NULL,
	`boot_id` text,
	`pid_namespace` text,
	`pid` integer NOT NULL,
	`pid_start` text,
	`cli_version` text NOT NULL,
	`lease_token` text NOT NULL,
	`lease_expires_at` integer NOT NULL,
	`heartbeat_at` integer NOT NULL,
	`started_at` integer NOT NULL,
	`completed_at` integer,
	`players_processed` integer DEFAULT 0 NOT NULL,
	`players_discovered` integer DEFAULT 0 NOT NULL,
	`players_analyzed` integer DEFAULT 0 NOT NULL,
	`players_flagged` integer DEFAULT 0 NOT NULL,
	`matches_fetched` integer DEFAULT 0 NOT NULL,
	`ban_checks` integer DEFAULT 0 NOT NULL,
	`records_created` integer DEFAULT 0 NOT NULL,
	`records_updated` integer DEFAULT 0 NOT NULL,
	`api_requests_made` integer DEFAULT 0 NOT NULL,
	`items_skipped` integer DEFAULT 0 NOT NULL,
	`items_failed` integer DEFAULT 0 NOT NULL,
	`waited_ms` integer DEFAULT 0 NOT NULL,
	`error_message` text,
	`execution_log` text,
	FOREIGN KEY (`job_config_id`) REFERENCES `job_configurations`(`id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE UNIQUE INDEX `job_executions_running` ON `job_executions` (`job_config_id`) WHERE status = 'RUNNING';--> statement-breakpoint
CREATE INDEX `job_executions_recent` ON `job_executions` (`started_at`);--> statement-breakpoint
CREATE TABLE `match_participants` (
	`match_id` text NOT NULL,
	`puuid` text NOT NULL,
	`participant_id` integer NOT NULL,
	`team_id` integer NOT NULL,
	`summoner_name` text,
	`tag_line` text,
	`summoner_level` integer,
	`profile_icon_id` integer,
	`champion_id` integer NOT NULL,
	`champion_name` text NOT NULL,
	`champ_level` integer NOT NULL,
	`team_position` text NOT NULL,
	`individual_position` text NOT NULL,
	`lane` text NOT NULL,
	`role` text NOT NULL,
	`win` integer NOT NULL,
	`kills` integer NOT NULL,
	`deaths` integer NOT NULL,
	`assists` integer NOT NULL,
	`kda` real NOT NULL,
	`gold_earned` integer NOT NULL,
	`cs` integer NOT NULL,
	`vision_score` integer NOT NULL,
	`total_damage_dealt` integer NOT NULL,
	`total_damage_dealt_to_champions` integer NOT NULL,
	`total_damage_taken` integer NOT NULL,
	`total_heal` integer NOT NULL,
	PRIMARY KEY(`match_id`, `puuid`),
	FOREIGN KEY (`match_id`) REFERENCES `matches`(`match_id`) ON UPDATE no action ON DELETE restrict,
	FOREIGN KEY (`puuid`) REFERENCES `players`(`puuid`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE INDEX `match_participants_puuid` ON `match_participants` (`puuid`);--> statement-breakpoint
CREATE TABLE `match_payloads` (
	`match_id` text PRIMARY KEY NOT NULL,
	`codec` text NOT NULL,
	`payload` blob NOT NULL,
	FOREIGN KEY (`match_id`) REFERENCES `matches`(`match_id`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE TABLE `matches` (
	`match_id` text PRIMARY KEY NOT NULL,
	`platform_id` text NOT NULL,
	`queue_id` integer NOT NULL,
	`game_creation` integer NOT NULL,
	`game_duration` integer NOT NULL,
	`game_end_timestamp` integer,
	`game_version` text NOT NULL,
	`map_id` integer NOT NULL,
	`game_mode` text NOT NULL,
	`game_type` text NOT NULL,
	`tournament_id` text,
	`is_countable` integer NOT NULL,
	`bot_count` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `matches_queue_time` ON `matches` (`queue_id`,`game_creation`);--> statement-breakpoint
CREATE TABLE `player_analysis` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`puuid` text NOT NULL,
	`profile` text NOT NULL,
	`profile_version` text NOT NULL,
	`queue_id` integer NOT NULL,
	`is_smurf` integer NOT NULL,
	`smurf_score` real,
	`confidence` text NOT NULL,
	`coverage` real NOT NULL,
	`win_rate_score` real,
	`kda_score` real,
	`account_level_score` real,
	`rank_discrepancy_score` real,
	`rank_progression_score` real,
	`win_rate_trend_score` real,
	`performance_consistency_score` real,
	`performance_trends_score` real,
	`role_performance_score` real,
	`games_analyzed` integer NOT NULL,
	`games_stored` integer NOT NULL,
	`first_match_id` text,
	`last_match_id` text,
	`account_level` integer,
	`current_tier` text,
	`current_rank` text,
	`factors_json` text NOT NULL,
	`false_positive_reported` integer DEFAULT false NOT NULL,
	`manually_verified` integer DEFAULT false NOT NULL,
	`notes` text,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`puuid`) REFERENCES `players`(`puuid`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE INDEX `player_analysis_latest` ON `player_analysis` (`puuid`,`id`);--> statement-breakpoint
CREATE INDEX `player_analysis_flagged` ON `player_analysis` (`is_smurf`);--> statement-breakpoint
CREATE TABLE `player_ranks` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`puuid` text NOT NULL,
	`queue_type` text NOT NULL,
	`tier` text,
	`rank` text,
	`league_points` integer NOT NULL,
	`wins` integer NOT NULL,
	`losses` integer NOT NULL,
	`veteran` integer NOT NULL,
	`inactive` integer NOT NULL,
	`fresh_blood` integer NOT NULL,
	`hot_streak` integer NOT NULL,
	`league_id` text,
	`is_current` integer NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`puuid`) REFERENCES `players`(`puuid`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE INDEX `player_ranks_history` ON `player_ranks` (`puuid`,`queue_type`,`created_at`);--> statement-breakpoint
CREATE UNIQUE INDEX `player_ranks_current` ON `player_ranks` (`puuid`,`queue_type`) WHERE is_current = 1;--> statement-breakpoint
CREATE TABLE `players` (
	`puuid` text PRIMARY KEY NOT NULL,
	`platform` text NOT NULL,
	`summoner_name` text,
	`tag_line` text,
	`riot_id_seen_at` integer,
	`profile_icon_id` integer,
	`account_level` integer,
	`is_tracked` integer DEFAULT false NOT NULL,
	`is_active` integer DEFAULT true NOT NULL,
	`is_analyzed` integer DEFAULT false NOT NULL,
	`discovered_depth` integer NOT NULL,
	`fetch_cursor` integer,
	`failed_attempts` integer DEFAULT 0 NOT NULL,
	`matches_exhausted` integer DEFAULT false NOT NULL,
	`last_seen` integer,
	`last_attempt_at` integer,
	`rank_checked_at` integer,
	`last_ban_check` integer,
	`ban_suspected_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `players_tracked` ON `players` (`is_tracked`,`is_active`,`last_attempt_at`);--> statement-breakpoint
CREATE INDEX `players_riot_id` ON `players` (`summoner_name`,`tag_line`);--> statement-breakpoint
CREATE TABLE `unavailable_matches` (
	`match_id` text PRIMARY KEY NOT NULL,
	`puuid` text NOT NULL,
	`reason` text NOT NULL,
	`detail` text,
	`attempts` integer NOT NULL,
	`first_attempt_at` integer NOT NULL,
	`next_attempt_at` integer NOT NULL,
	`tombstoned_at` integer,
	FOREIGN KEY (`puuid`) REFERENCES `players`(`puuid`) ON UPDATE no action ON DELETE restrict
);
--> statement-breakpoint
CREATE INDEX `unavailable_matches_puuid` ON `unavailable_matches` (`puuid`,`next_attempt_at`);--> statement-breakpoint
CREATE TABLE `verified_keys` (
	`fingerprint` text PRIMARY KEY NOT NULL,
	`verified_at` integer NOT NULL
);
