INSERT INTO `job_configurations` (`name`, `job_type`, `schedule`, `is_active`, `config_json`, `auto_pause_after`, `created_at`, `updated_at`) VALUES
	('check', 'PLAYER_ANALYZER', 'manual', 1, '{}', 0, unixepoch() * 1000, unixepoch() * 1000);
