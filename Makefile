# `make demo` and `make test` do all their own set-up: Python 3.11+ and make are enough.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
VENV := .venv
BIN := $(VENV)/bin

.PHONY: setup demo test lint types catalogues model clean
.DEFAULT_GOAL := help

help:
	@echo "make demo   serve a record of the demonstration crises in the browser while it fills (a minute or two); without a terminal, or with VEILLE_DEMO_SERVE=0, tour it instead"
	@echo "make test   lint, types and tests"

$(VENV)/.installed: pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it, or run make PYTHON=/path/to/python3" >&2; exit 1; }
	@echo "Setting up $(VENV) (a few minutes, once) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e ".[dev]"
	@touch $@

setup: $(VENV)/.installed

demo: setup
	@mkdir -p build
	@$(BIN)/veille demo --record build/veille-demo.db --serve

lint: setup
	@$(BIN)/ruff check src tests

types: setup
	@$(BIN)/mypy

test: lint types
	@$(BIN)/python -m pytest

# the messages of the pages, from sources and templates into the catalogues that translators fill
LOCALES := src/veille/serve/web/locales
catalogues: setup
	@mkdir -p build
	@cd src && ../$(BIN)/pybabel --quiet extract -F ../babel.cfg --no-location --sort-output --omit-header -o ../build/veille.pot .
	@$(BIN)/pybabel --quiet update -D veille -d $(LOCALES) -i build/veille.pot --no-fuzzy-matching --omit-header --ignore-obsolete

# the coder's models, from public data that stays outside the project (docs/coding.md)
model: setup
	@test -n "$(DATA)" || { echo "Name the data: make model DATA=plv_train.tsv" >&2; exit 1; }
	@$(BIN)/python benchmarks/coder.py $(DATA) --write

clean:
	rm -rf $(VENV) build dist src/*.egg-info
