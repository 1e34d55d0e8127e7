"""Steps: what a procedure is drawn of. A step without a keyword is a task; every other kind has one keyword of its own.

Kinds fall into four families, and whoever handles steps handles families: *manned* steps wait for an official (task,
letter, wait, pay, and the parts of consult and post), *turns* are taken by the dossier itself (choose, set), *splits*
run branches (together, each, consult, post), and a *call* lodges another procedure. Each family is a module; the splits
that have parts of their own are in `parted`.
"""
