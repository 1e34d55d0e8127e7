"""The work of commands, imported when it is asked for: to show a command's help takes its options alone."""
