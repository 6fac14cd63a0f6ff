"""When people and channels hear from us: working time, schedules and their slots."""
