"""How processes start: settings, secrets, logs, traces, the connection to Temporal, and their supervision."""
