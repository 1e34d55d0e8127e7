"""The API as a process: `python -m api`."""

from api.app import main

if __name__ == "__main__":
    main()
