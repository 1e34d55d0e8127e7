"""The language: what a procedure is, official time, the directory, and whether a definition is sound."""
