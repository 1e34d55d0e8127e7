"""The pure machine: answers messages and alarms with events, and folds events into a dossier's state."""
