//! What people do: use cases, permissions, sessions, views, error codes, COMMANDS.
