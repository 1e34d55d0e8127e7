"""The dossier: the pure machine that decides, and the durable workflow that carries it."""
