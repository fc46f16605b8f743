"""Past one process, on what exists: PostgreSQL, nginx, several replicas. No other room imports this one."""
