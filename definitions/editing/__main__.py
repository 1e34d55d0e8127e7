"""Write the schemas of `definitions/schema/` afresh; with `--check`, say which are not current, and exit with 1."""

import sys

from definitions.editing.files import stale, write_schemas


def main() -> None:
    """Write, or check."""
    if "--check" not in sys.argv[1:]:
        write_schemas()
    elif files := stale():
        sys.exit(f"Not current: {', '.join(file.name for file in files)}. Run: make schema")


if __name__ == "__main__":
    main()
