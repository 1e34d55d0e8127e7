# Every target sets itself up: the stamp below makes .venv from requirements.lock when only Python (3.11 or later) is here.
READY := .venv/.ready
EDITOR := tests/editor/node_modules/.ready
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help run demo test check bench format lock schema
.DELETE_ON_ERROR:

help: ## list these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1	\2/p' Makefile | expand -t 10

run: $(READY) ## start everything on this machine and show where it listens (Ctrl-C stops it)
	@$(BIN)/lienthong up

demo: $(READY) ## tell the story of a late dossier on a real Temporal server with virtual clocks
	@$(BIN)/lienthong demo

test: $(READY) $(EDITOR) ## run the whole test suite
	@$(BIN)/pytest

check: $(READY) ## check format, lint, types, import contracts and the catalogue
	@$(BIN)/ruff format --check
	@$(BIN)/ruff check
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo
	@$(BIN)/python -m definitions.editing --check
	@$(BIN)/lienthong check definitions/catalogue
	@$(BIN)/lienthong fmt --check definitions/catalogue

bench: $(READY) ## measure the whole system beside a hand-written workflow
	@$(BIN)/python -m tests.bench

format: $(READY) ## format the code and mend what the linter can
	@$(BIN)/ruff format
	@$(BIN)/ruff check --fix

schema: $(READY) ## write the schemas for editors afresh, after a change of the language
	@$(BIN)/python -m definitions.editing

lock: $(READY) ## compile requirements.lock afresh (hashes, and no registry's name)
	@$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-header pyproject.toml requirements.in --output-file requirements.lock

# The stamp is written last, so a set-up that was broken off starts again.
# uv itself comes from its own hash-locked lines; it then follows the machine's settings for pip.
UV = env $${PIP_CERT:+"SSL_CERT_FILE=$$PIP_CERT"} $(BIN)/uv --quiet pip
INDEX = $${PIP_INDEX_URL:+--default-index "$$PIP_INDEX_URL"}

$(READY): requirements.lock pyproject.toml
	@{ $(BIN)/python -c '' && { $(BIN)/uv --version || $(BIN)/python -m pip --version; }; } >/dev/null 2>&1 || \
	  { $(FIND_PYTHON); $(MAKE_VENV); }
	@$(BIN)/uv --version >/dev/null 2>&1 || { \
	  echo "Setting up .venv (once; a minute or so)…" && \
	  awk '/^[a-z]/ { ours = /^uv==/ } ours' requirements.lock > .venv/uv.lock && \
	  env -u PIP_USER -u PIP_TARGET -u PIP_PREFIX $(BIN)/python -m pip install -qq \
	    --disable-pip-version-check --require-hashes --requirement .venv/uv.lock; }
	@$(UV) sync --compile-bytecode --python $(BIN)/python --require-hashes $(INDEX) requirements.lock
	@$(UV) install --python $(BIN)/python --no-deps --no-build-isolation --offline --editable .
	@touch $(READY)

FIND_PYTHON = rm -rf .venv; for python in python3 python3.11 python3.12 python3.13 python3.14 none; do \
	  $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; done; \
	  test $$python != none || { echo "Python 3.11 or later is needed, and none was found." >&2; exit 1; }

MAKE_VENV = $$python -c 'import ensurepip, venv' 2>/dev/null || { \
	  package=$$($$python -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'); \
	  test "$$(id -u)" = 0 && echo "Installing $$package…" && \
	    apt-get update -qq && apt-get install -y -qq "$$package" >/dev/null || \
	    { echo "Python's venv module is missing: install the package $$package." >&2; exit 1; }; }; \
	  $$python -m venv .venv

# The language server that editors use, and a BPMN modeller, for the tests that ask them: hash-locked, and no package runs a script of its own.
$(EDITOR): tests/editor/package-lock.json tests/editor/package.json tests/editor/.npmrc
	@$(HAS_NODE) || { $(INSTALL_NODE); }
	@cd tests/editor && npm ci --silent --no-audit --no-fund --no-update-notifier
	@touch $(EDITOR)

HAS_NODE = { node -e 'process.exit(parseInt(process.versions.node) < 18 ? 1 : 0)' && npm --version; } >/dev/null 2>&1

INSTALL_NODE = test "$$(id -u)" = 0 && echo "Installing nodejs and npm…" && \
	    apt-get update -qq && apt-get install -y -qq --no-install-recommends nodejs npm >/dev/null && $(HAS_NODE) || \
	    { echo "The tests of editors need Node.js 18 or later, with npm: install the packages nodejs and npm." >&2; exit 1; }
