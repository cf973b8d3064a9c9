"""All pages and languages at a glance: the dashboard, parity, exports."""
