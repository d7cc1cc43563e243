// The format of a cohort: one JSON line per player; its README lies beside the files.
