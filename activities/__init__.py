"""The office's hands: everything that touches the world on a dossier's behalf."""
